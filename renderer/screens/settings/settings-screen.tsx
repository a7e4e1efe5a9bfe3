/** Settings: sections as tabs, one draft over all of them, the effect beside what changes it, one bar to save. */
import { useEffect, useRef, useState } from 'react';
import type { SettingsView } from '../../../preload/contract/views/setup.ts';
import { Note } from '../../parts/note.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { hrefOf } from '../../place.ts';
import { ProblemNote } from '../../problem-note.tsx';
import { generalWords, pageNames } from '../../words/general.ts';
import { type Section, sectionNames, sections, settingsWords } from '../../words/settings.ts';
import { AboutSection } from './about-section.tsx';
import { FieldsProvider } from './draft.ts';
import { EffectPanel } from './effect-panel.tsx';
import { idOf } from './fields.tsx';
import { ImportSection } from './import-section.tsx';
import { AgentsSection, SafetySection, ScheduleSection } from './other-sections.tsx';
import { OutboundSection } from './outbound-section.tsx';
import { SaveBar } from './save-bar.tsx';
import { ExchangeSection, HaloSection } from './server-sections.tsx';
import { SettingsFiles } from './settings-files.tsx';
import { useSettingsDraft } from './use-settings-draft.ts';
import { VersionsSection } from './versions-section.tsx';

function SectionTabs({ section }: { readonly section: Section }) {
  return (
    <nav className="tabs" aria-label={pageNames.settings}>
      {sections.map(one => (
        <a
          key={one}
          href={hrefOf('settings', { section: one })}
          aria-current={one === section ? 'page' : undefined}
        >
          {sectionNames[one]}
        </a>
      ))}
    </nav>
  );
}

/** Puts the keyboard on the field that somebody was sent for. */
function useFocusOn(key: string | null, isThere: boolean) {
  const done = useRef<string | null>(null);
  useEffect(() => {
    if (key === null || !isThere || done.current === key) return;
    done.current = key;
    const control =
      document.getElementById(idOf(key)) ?? document.getElementById(idOf(key.replace(/(?:On|Off)$/, '')));
    control?.scrollIntoView({ block: 'center' });
    control?.focus({ preventScroll: true });
  }, [key, isThere]);
}

export function SettingsScreen({ query }: { readonly query: URLSearchParams }) {
  const section = sections.find(one => one === query.get('section')) ?? 'halo';
  const draft = useSettingsDraft();
  const { view, fields, validation, effect } = draft;
  const [said, setSaid] = useState('');
  useFocusOn(query.get('key'), fields !== null);
  const isWrong = validation.wrong.length > 0;
  const isForm = section !== 'versions' && section !== 'about';
  const took = (next: SettingsView, text: string) => {
    draft.take(next);
    setSaid(text);
  };
  const body = () => {
    if (view === null) return null;
    switch (section) {
      case 'halo':
        return <HaloSection view={view} onSet={draft.renew} />;
      case 'exchange':
        return <ExchangeSection view={view} onSet={draft.renew} />;
      case 'agents':
        return <AgentsSection />;
      case 'import':
        return <ImportSection />;
      case 'schedule':
        return <ScheduleSection />;
      case 'outbound':
        return <OutboundSection view={view} onSet={draft.renew} />;
      case 'safety':
        return <SafetySection />;
      case 'versions':
        return <VersionsSection current={view.version} onRestored={took} />;
      case 'about':
        return <AboutSection />;
    }
  };
  return (
    <div className="page fill">
      <PageHead
        name={pageNames.settings}
        sentence={view?.sentence ?? generalWords.reading}
        acts={<SettingsFiles onImported={next => took(next, settingsWords.imported)} onSaid={setSaid} />}
      />
      <SectionTabs section={section} />
      <p className="said" role="status">
        {said}
      </p>
      <ProblemNote problem={draft.problem} onTryAgain={draft.readAgain} />
      {fields === null || view === null ? null : (
        <FieldsProvider value={fields}>
          <div className={validation.changesScope && isForm ? 'aside' : 'single'}>
            <div key={`${section} ${draft.generation}`}>{body()}</div>
            {validation.changesScope && isForm ? (
              <aside>
                <EffectPanel effect={effect} isWrong={isWrong} />
              </aside>
            ) : null}
          </div>
          {view.missing.length === 0 || !isForm ? null : (
            <section className="section missing">
              <header>
                <h2>{settingsWords.missing}</h2>
              </header>
              {view.missing.map(one => (
                <Note
                  key={`${one.code} ${one.sentence}`}
                  kind="need"
                  sentence={one.sentence}
                  remedy={one.remedy}
                />
              ))}
            </section>
          )}
        </FieldsProvider>
      )}
      {isForm && view !== null ? <SaveBar draft={draft} onSaid={setSaid} /> : null}
    </div>
  );
}
