/** Copies a text, and says so for a moment. */
import { useEffect, useState } from 'react';
import { Icon } from './icon.tsx';

const saidForMs = 3_000;

export function CopyButton({
  text,
  label,
  copyLabel,
  copiedLabel,
}: {
  readonly text: string;
  /** For one who hears it, where several stand on a page; default: what is shown. */
  readonly label?: string;
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
    <button type="button" className="btn quiet" aria-label={isCopied ? undefined : label} onClick={copy}>
      <Icon name={isCopied ? 'tick' : 'copy'} size={14} />
      <span aria-live="polite">{isCopied ? copiedLabel : copyLabel}</span>
    </button>
  );
}
