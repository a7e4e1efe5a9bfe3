/** Commands to paste, with Copy. They are only shown: nothing here runs them. */
import { CopyButton } from './copy-button.tsx';

export function CodeToPaste({
  title,
  text,
  copyLabel,
  copiedLabel,
}: {
  readonly title: string;
  readonly text: string;
  readonly copyLabel: string;
  readonly copiedLabel: string;
}) {
  return (
    <div className="code">
      <header>
        <span>{title}</span>
        <CopyButton text={text} copyLabel={copyLabel} copiedLabel={copiedLabel} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
      <section tabIndex={0} aria-label={title}>
        <pre>{text}</pre>
      </section>
    </div>
  );
}
