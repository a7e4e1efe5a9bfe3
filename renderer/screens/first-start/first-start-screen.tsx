/** First start: Halo, Exchange, agents, preview, switch on; each step is checked before the next, and nothing is written before the last. */
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import type { CheckView } from '../../../preload/contract/views/answers.ts';
import type { FirstStartView } from '../../../preload/contract/views/setup.ts';
import { Icon } from '../../parts/icon.tsx';
import { Note } from '../../parts/note.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { goTo } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { useMayWrite, useStatus } from '../../status-context.ts';
import { useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { firstStartWords as words } from '../../words/first-start.ts';
import { Fixes } from '../check/fixes.tsx';
import { FieldsProvider } from '../settings/draft.ts';
import { ScheduleSection } from '../settings/other-sections.tsx';
import { ExchangeSection, HaloSection } from '../settings/server-sections.tsx';
import { saveTypedSecrets, type TypedSecrets, TypedSecretsProvider } from '../settings/typed-secrets.ts';
import { useSettingsDraft } from '../settings/use-settings-draft.ts';
import { AgentsStep } from './agents-step.tsx';
import { stepOf } from './first-start-path.tsx';
import { PreviewStep } from './preview-step.tsx';
import { AccountNeeds, ApplicationNeeds } from './what-is-needed.tsx';

type Step = FirstStartView['step'];

export function FirstStartScreen({ query }: { readonly query: URLSearchParams }) {
  const { value: path, problem: unread, askAgain } = useAnswer('first-start.read', {}, true);
  const draft = useSettingsDraft();
  const { running } = useStatus();
  const mayWrite = useMayWrite();
  const { act, problem, isActing } = useAct();
  const [checked, setChecked] = useState<CheckView | null>(null);
  const typed = useRef<TypedSecrets>(new Map());
  const step = stepOf(path, query);
  const steps = path?.steps ?? [];
  const index = steps.findIndex(one => one.name === step);
  const { view, fields, validation } = draft;

  const open = (name: Step | undefined) => {
    if (name === undefined) return;
    setChecked(null);
    askAgain();
    goTo('first-start', { step: name });
  };
  /** Saves what was typed and asks the server of this step whether it works. */
  const goOn = async () => {
    if (!(await saveTypedSecrets(typed.current)) || !(await draft.save())) return;
    if (step === 'switch-on') {
      const over = await act('first-start.switch-on', {});
      if (over !== null) goTo('status');
      return;
    }
    if (step === 'halo' && (await act('agents.refresh', {})) === null) return;
    if (step === 'exchange') {
      const found = await act('check.run', { agentId: null });
      const isBroken = found?.rungs.some(rung => rung.server === 'exchange' && rung.state === 'broken');
      setChecked(found);
      if (found === null || isBroken === true) return;
    }
    if (step === 'agents') {
      const now = await act('first-start.read', {});
      askAgain();
      const left = now?.steps.find(one => one.name === step)?.problems ?? [];
      if (now === null || left.length > 0) return;
    }
    open(steps[index + 1]?.name);
  };

  const asides: Partial<Record<Step, ReactNode>> = {
    halo: <ApplicationNeeds />,
    exchange: <AccountNeeds />,
  };
  const body = () => {
    if (view === null) return null;
    switch (step) {
      case 'halo':
        return <HaloSection view={view} onSet={draft.renew} isShort />;
      case 'exchange':
        return <ExchangeSection view={view} onSet={draft.renew} isShort />;
      case 'agents':
        return <AgentsStep />;
      case 'preview':
        return <PreviewStep />;
      case 'switch-on':
        return <ScheduleSection />;
    }
  };
  const isServer = step === 'halo' || step === 'exchange';
  const broken = checked?.rungs.filter(rung => rung.server === 'exchange' && rung.problem !== null) ?? [];
  const current = steps[index];
  return (
    <div className="page fill">
      <PageHead
        name={words.step(index + 1, Math.max(1, steps.length))}
        sentence={words.sentences[step]}
        lead={words.leads[step]}
      />
      <ProblemNote problem={unread} onTryAgain={askAgain} />
      <ProblemNote problem={draft.problem} onTryAgain={draft.readAgain} />
      {path?.isOver === true ? (
        <div className="problem">
          <Note kind="ok" sentence={words.over} remedy={words.overSays} />
        </div>
      ) : null}
      {fields === null ? null : (
        <FieldsProvider value={fields}>
          <div className={asides[step] === undefined ? 'wide' : 'aside keep'}>
            <TypedSecretsProvider value={typed.current}>
              <div key={`${step} ${draft.generation}`}>{body()}</div>
            </TypedSecretsProvider>
            {asides[step] === undefined ? null : <aside>{asides[step]}</aside>}
          </div>
        </FieldsProvider>
      )}
      <div className="section missing">
        <ProblemNote problem={problem} />
        {broken.length === 0 ? null : <Fixes rungs={broken} />}
        {(isServer ? [] : (current?.problems ?? [])).map(one => (
          <ProblemNote key={`${one.code} ${one.sentence}`} problem={one} />
        ))}
      </div>
      <div className="foot">
        <span className="state">
          <Icon name={current?.isDone === true ? 'tick' : 'none'} />
          <span>
            {isActing ? words.checking : current?.says === '' ? words.notTried : (current?.says ?? '')}
          </span>
        </span>
        <div className="acts">
          {index > 0 ? (
            <button type="button" className="btn" onClick={() => open(steps[index - 1]?.name)}>
              {words.back}
            </button>
          ) : null}
          {mayWrite ? (
            <button
              type="button"
              className="btn primary"
              disabled={
                isActing ||
                draft.isSaving ||
                validation.wrong.length > 0 ||
                (step === 'switch-on' && running !== null)
              }
              onClick={() => void goOn()}
            >
              {isActing
                ? words.checking
                : step === 'switch-on'
                  ? words.switchOn
                  : isServer
                    ? words.checkAndGoOn
                    : words.goOn}
            </button>
          ) : null}
        </div>
      </div>
    </div>
  );
}
