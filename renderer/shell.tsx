/** The window: side bar, the open page on its sheet, what is spoken. It waits for the first status and decides the first page. */
import { useEffect, useRef } from 'react';
import { LiveRegion } from './live-region.tsx';
import { Navigation } from './navigation.tsx';
import { OpenPage } from './open-page.tsx';
import { type Page, usePlace } from './place.ts';
import { ProblemNote } from './problem-note.tsx';
import { FirstStartPath } from './screens/first-start/first-start-path.tsx';
import { type KeptDraft, KeptDraftProvider } from './screens/settings/kept-draft.ts';
import { StatusProvider, useStatusReading } from './status-context.ts';
import { generalWords, pageNames } from './words/general.ts';

export function Shell() {
  const { told, problem, askAgain } = useStatusReading();
  const { page: asked, query } = usePlace();
  const sheet = useRef<HTMLElement>(null);
  const draft = useRef<KeptDraft | null>(null);
  const page: Page = asked !== '' ? asked : told?.status.isFirstStart === true ? 'first-start' : 'status';
  const before = useRef<Page | null>(null);
  const isReady = told !== null;

  useEffect(() => {
    document.title = `${pageNames[page]} – ${generalWords.appName}`;
    if (!isReady || before.current === page) return;
    const isFirst = before.current === null;
    before.current = page;
    if (isFirst) return;
    sheet.current?.scrollTo(0, 0);
    sheet.current?.focus({ preventScroll: true });
  }, [page, isReady]);

  if (told === null) {
    return (
      <main className="sheet alone">
        <div className="page">
          <h1 className="sr">{generalWords.appName}</h1>
          {problem === null ? <p className="soft">{generalWords.reading}</p> : null}
          <ProblemNote problem={problem} onTryAgain={askAgain} />
        </div>
      </main>
    );
  }
  return (
    <StatusProvider value={told}>
      <div className="window">
        {page === 'first-start' ? <FirstStartPath query={query} /> : <Navigation page={page} />}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
        <main ref={sheet} className="sheet" tabIndex={0} aria-label={pageNames[page]} data-scrolls>
          <KeptDraftProvider value={draft}>
            <OpenPage page={page} query={query} />
          </KeptDraftProvider>
        </main>
        <LiveRegion />
      </div>
    </StatusProvider>
  );
}
