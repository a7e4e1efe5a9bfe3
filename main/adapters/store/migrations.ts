/**
 * The versions of everything that is kept on disk, and how an older one becomes the newest: pure steps, one per version.
 * To change a shape: raise `newest`, add the step from the version before, add a stored sample of the old version to the tests.
 */
import { settingsVersion } from '../../../preload/contract/settings.ts';

export type DocumentKind =
  | 'settings'
  | 'state'
  | 'links'
  | 'decisions'
  | 'journal'
  | 'runs'
  | 'outbound'
  | 'outbound-journal';

interface Shape {
  readonly newest: number;
  /** `steps[0]` makes version 2 of version 1, and so on: always `newest - 1` of them. */
  readonly steps: readonly ((older: Readonly<Record<string, unknown>>) => Record<string, unknown>)[];
}

export const shapes: Readonly<Record<DocumentKind, Shape>> = {
  settings: { newest: settingsVersion, steps: [] },
  state: { newest: 1, steps: [] },
  links: { newest: 1, steps: [] },
  decisions: { newest: 1, steps: [] },
  journal: { newest: 1, steps: [] },
  runs: { newest: 1, steps: [] },
  outbound: { newest: 1, steps: [] },
  'outbound-journal': { newest: 1, steps: [] },
};

export type Migrated =
  | { readonly kind: 'current'; readonly value: unknown }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'broken'; readonly why: string };

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lifts a parsed document to the newest version. A newer one is told, never guessed at. */
export function migrate(shape: Shape, document: unknown): Migrated {
  if (!isRecord(document)) return { kind: 'broken', why: 'not an object' };
  const version = document['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return { kind: 'broken', why: 'no version' };
  }
  if (version > shape.newest) return { kind: 'newer', version };
  const value = shape.steps.slice(version - 1).reduce((older, step) => step(older), document);
  return { kind: 'current', value };
}
