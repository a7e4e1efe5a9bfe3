/**
 * Texts of an event that Halo is not shown: of a private one, or where one subject stands for all. What was made in Halo has texts there
 * nevertheless, so an edit of them in Outlook has to be known although nobody in Halo may see it.
 */
import type { OwnedFieldName, OwnedFields } from '../appointment.ts';
import { remembered } from '../fingerprint.ts';
import type { KeyedEvent } from '../identity.ts';
import type { MappingContext } from '../mapping.ts';
import { mappedDraft } from './map-event.ts';

const names = ['subject', 'location', 'note'] as const;

/** Hashes of the texts, normalised as the import would show them; '' where there is none. */
export type UnseenTexts = Pick<OwnedFields, (typeof names)[number]>;

/** Undefined: Halo is shown all that there is. */
export function unseenTexts(keyed: KeyedEvent, context: MappingContext): UnseenTexts | undefined {
  const { rules } = context;
  const subject = rules.subject.rule === 'fixed' ? ({ rule: 'as-is' } as const) : rules.subject;
  const shown = mappedDraft(keyed, context);
  const whole = mappedDraft(keyed, { ...context, rules: { ...rules, private: 'full', subject } });
  if (names.every(name => shown[name] === whole[name])) return undefined;
  return hashesOf(whole);
}

function hashesOf(fields: OwnedFields): UnseenTexts {
  const { subject, location, note } = remembered({ ...fields, isPrivate: true });
  return { subject, location, note };
}

/**
 * The texts that somebody has edited in Exchange since, to something else than Halo holds. Where nothing is remembered, or all is shown now,
 * nobody can say: none. `halo`: null when it is not there any more.
 */
export function editedUnseen(
  before: UnseenTexts | undefined,
  now: UnseenTexts | undefined,
  halo: OwnedFields | null,
): readonly OwnedFieldName[] {
  if (before === undefined || now === undefined) return [];
  const held = halo === null ? null : hashesOf(halo);
  return names.filter(name => before[name] !== now[name] && now[name] !== held?.[name]);
}

/** What is remembered after `written` went to Exchange: an edit that did not give way to Halo's stays one. */
export function rememberedUnseen(
  before: UnseenTexts | undefined,
  now: UnseenTexts | undefined,
  written: readonly OwnedFieldName[],
): UnseenTexts | undefined {
  if (before === undefined || now === undefined) return now;
  const of = (name: (typeof names)[number]) => (written.includes(name) ? now : before)[name];
  return { subject: of('subject'), location: of('location'), note: of('note') };
}
