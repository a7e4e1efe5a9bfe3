/**
 * Speaks what happened to one who does not look: the status sentence politely when a run ended or the health changed, *Not syncing* at
 * once. Progress is not spoken.
 */
import { useEffect, useRef, useState } from 'react';
import { useStatus } from './status-context.ts';

export function LiveRegion() {
  const { health, sentence } = useStatus();
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const said = useRef(sentence);
  useEffect(() => {
    if (health === 'working' || said.current === sentence) return;
    said.current = sentence;
    setUrgent(health === 'not-syncing' ? sentence : '');
    setPolite(health === 'not-syncing' ? '' : sentence);
  }, [health, sentence]);
  return (
    <>
      <p className="sr" role="status">
        {polite}
      </p>
      <p className="sr" role="alert">
        {urgent}
      </p>
    </>
  );
}
