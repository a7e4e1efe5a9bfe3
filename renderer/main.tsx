/** Starts the page. Until the screens are there it shows the status sentence and the main button. */
import '../preload/contract/window.ts';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { StatusView } from '../preload/contract/views/status.ts';

function Status() {
  const [status, setStatus] = useState<StatusView | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const stop = window.integrator.listen('status', setStatus);
    void window.integrator.ask('status.read', {}).then(reply => {
      if (reply.ok) setStatus(reply.value);
      else setSaid(reply.problem.sentence);
    });
    return stop;
  }, []);
  if (status === null) return <p>{said}</p>;
  const start = async () => {
    const reply = await (status.isFirstStart
      ? window.integrator.ask('sample-data.start', {})
      : window.integrator.ask('sync.start', { agentIds: null, verify: false }));
    setSaid(reply.ok ? '' : reply.problem.sentence);
  };
  return (
    <main>
      <p>{status.healthWord}</p>
      <h1>{status.sentence}</h1>
      <p>{status.when}</p>
      <button type="button" onClick={() => void start()}>
        {status.isFirstStart ? 'Try with sample data' : status.button.label}
      </button>
      <p>{said}</p>
    </main>
  );
}

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Status />
    </StrictMode>,
  );
}
