/** The one main button. Its place stays: Sync now with its freshness, progress in place with Stop, Resume, Set up. */

import { useEffect, useRef } from 'react';
import { formatSeconds } from '../../formats.ts';
import { Icon } from '../../parts/icon.tsx';
import { MenuButton } from '../../parts/menu-button.tsx';
import { goTo } from '../../place.ts';
import { useStatus } from '../../status-context.ts';
import type { Act } from '../../use-act.ts';
import { useNow } from '../../use-now.ts';
import { statusWords } from '../../words/status.ts';

const { menu } = statusWords;
const verbs = [
  { id: 'preview', label: menu.preview },
  { id: 'verify', label: menu.verify },
  { id: 'agent', label: menu.agent },
  null,
  { id: 'pause60', label: menu.pause60 },
  { id: 'pause240', label: menu.pause240 },
  { id: 'pauseTomorrow', label: menu.pauseTomorrow },
];

/** Keeps the keyboard at its place when the button there becomes another one. */
function useSamePlace(does: string) {
  const place = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another button stands there
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body)
      place.current?.querySelector('button')?.focus();
  }, [does]);
  return {
    ref: place,
    onFocus: () => {
      hadFocus.current = true;
    },
    onBlur: ({ relatedTarget }: { readonly relatedTarget: EventTarget | null }) => {
      // A button that goes away leaves the focus to nobody: that is no step of the person.
      if (relatedTarget !== null) hadFocus.current = false;
    },
  };
}

export function MainButton({ act }: { readonly act: Act['act'] }) {
  const { button } = useStatus();
  const place = useSamePlace(button.does);
  if (button.does === 'none') return null;
  return (
    <div className="main" {...place}>
      {button.does === 'running' ? <Progress act={act} /> : <Verbs act={act} />}
    </div>
  );
}

function Verbs({ act }: { readonly act: Act['act'] }) {
  const { button } = useStatus();
  const press = () => {
    if (button.does === 'set-up') goTo('first-start');
    else if (button.does === 'resume') void act('schedule.resume', {});
    else void act('sync.start', { agentIds: null, verify: false });
  };
  const choose = (id: string) => {
    if (id === 'preview') void act('sync.preview', { agentId: null }).then(how => how && goTo('preview'));
    else if (id === 'verify') void act('sync.start', { agentIds: null, verify: true });
    else if (id === 'agent') goTo('agents');
    else if (id === 'pauseTomorrow') void act('schedule.pause', { minutes: null });
    else void act('schedule.pause', { minutes: id === 'pause60' ? 60 : 240 });
  };
  return (
    <>
      <button type="button" className="btn primary" onClick={press}>
        {button.does === 'sync' ? <Icon name="refresh" size={18} /> : null}
        <span>
          <span>{button.label}</span>
          {button.subtitle === '' ? null : <span>{button.subtitle}</span>}
        </span>
      </button>
      {button.does === 'sync' ? (
        <MenuButton className="btn primary" label={statusWords.otherWays} verbs={verbs} onVerb={choose}>
          <Icon name="down" size={14} />
        </MenuButton>
      ) : null}
    </>
  );
}

/** Numbers, not a spinner: which agent of how many, for how long. */
export function Progress({ act }: { readonly act: Act['act'] }) {
  const { running, button } = useStatus();
  const now = useNow(true);
  if (running === null) return null;
  const ms = Math.max(0, now.getTime() - Date.parse(running.since));
  return (
    <div className="running">
      <div>
        <p className="now">
          <span>{running.label}</span>
          <span className="soft">{formatSeconds(ms)}</span>
        </p>
        <p className="step">{running.agent ?? button.subtitle}</p>
        <progress
          aria-label={running.label}
          {...(running.all === 0 ? {} : { value: running.done, max: running.all })}
        />
      </div>
      <button
        type="button"
        className="btn"
        disabled={running.stopping}
        title={statusWords.stopSays}
        onClick={() => void act('sync.stop', {})}
      >
        <Icon name="stop" />
        {running.stopping ? statusWords.stopping : statusWords.stop}
      </button>
    </div>
  );
}
