/** Health as a shape: disc with tick, two arrows, triangle with !, square with x, two bars. Colour comes second, the word stands beside it. */
import type { ReactNode } from 'react';

export type ShapeKind = 'ok' | 'work' | 'need' | 'bad' | 'rest';

const drawings: Readonly<Record<ShapeKind, ReactNode>> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />{' '}
      <path
        d="M4.6 8.3 7 10.7l4.5-5"
        fill="none"
        stroke="var(--on)"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  work: (
    <>
      <path
        d="M2.2 8.6A5.9 5.9 0 0 1 12.6 4.3M13.8 7.4A5.9 5.9 0 0 1 3.4 11.7"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />{' '}
      <path d="M13.9 1.2v4.6H9.3zM2.1 14.8v-4.6h4.6z" fill="currentColor" />
    </>
  ),
  need: (
    <>
      <path
        d="M8 1.4a1.3 1.3 0 0 1 1.15.7l5.6 10.6a1.3 1.3 0 0 1-1.15 1.9H2.4a1.3 1.3 0 0 1-1.15-1.9L6.85 2.1A1.3 1.3 0 0 1 8 1.4z"
        fill="currentColor"
        stroke="var(--rim)"
        strokeWidth="1"
      />{' '}
      <path d="M8 5.4v4" stroke="var(--on)" strokeWidth="1.8" strokeLinecap="round" />{' '}
      <circle cx="8" cy="12" r="1.1" fill="var(--on)" />
    </>
  ),
  bad: (
    <>
      <rect x=".75" y=".75" width="14.5" height="14.5" rx="3" fill="currentColor" />{' '}
      <path d="m5 5 6 6m0-6-6 6" stroke="var(--on)" strokeWidth="1.9" strokeLinecap="round" />
    </>
  ),
  rest: (
    <>
      <rect x="2.6" y="1.5" width="4" height="13" rx="1.2" fill="currentColor" />{' '}
      <rect x="9.4" y="1.5" width="4" height="13" rx="1.2" fill="currentColor" />
    </>
  ),
};

export function Shape({ kind, turns = false }: { readonly kind: ShapeKind; readonly turns?: boolean }) {
  return (
    <svg className={`shape ${kind}${turns ? ' turn' : ''}`} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[kind]}
    </svg>
  );
}

/** Shape and word together. */
export function State({ kind, word }: { readonly kind: ShapeKind; readonly word: string }) {
  return (
    <span className="state">
      <Shape kind={kind} />
      <span className={`${kind}-ink`}>{word}</span>
    </span>
  );
}
