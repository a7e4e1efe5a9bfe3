/** Commands to paste, with Copy. They are only shown: nothing here runs them. */
import { useEffect, useState } from 'react';
import { Icon } from './icon.tsx';

const saidForMs = 3_000;

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
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), saidForMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="code">
      <header>
        <span>{title}</span>
        <button type="button" className="btn quiet" onClick={copy}>
          <Icon name={isCopied ? 'tick' : 'copy'} size={14} />
          <span aria-live="polite">{isCopied ? copiedLabel : copyLabel}</span>
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
      <section tabIndex={0} aria-label={title}>
        <pre>{text}</pre>
      </section>
    </div>
  );
}
