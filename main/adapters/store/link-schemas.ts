/**
 * The shapes of what is kept of a mailbox, as zod schemas that mirror the types of `core/link.ts` and `ports.ts`: `satisfies` refuses to
 * compile when the two differ. Unknown fields are refused, so that a forgotten one is told instead of lost.
 */
import { z } from 'zod';
import type { OwnedFields, When } from '../../core/appointment.ts';
import type { Created, Decision, Hold, Intent, JournalEntry, Link } from '../../core/link.ts';
import type { UnseenTexts } from '../../core/outbound/unseen-texts.ts';
import type { MailboxKey, MailboxState, ParkedMailbox } from '../../ports.ts';
import { problemSchema } from './run-schemas.ts';

export const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/, 'must be a moment in UTC');
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date');
const key = z.string().min(1);
const generation = z.int().min(0);

export const whenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('timed'), start: instant, end: instant }),
  z.strictObject({ kind: z.literal('all-day'), first: date, last: date }),
]) satisfies z.ZodType<When>;

export const valuesSchema = z.strictObject({
  when: whenSchema,
  subject: z.string(),
  location: z.string(),
  note: z.string(),
  attendees: z.string(),
  isPrivate: z.boolean(),
}) satisfies z.ZodType<OwnedFields>;

/** Of what Halo is not shown, as hashes. */
export const unseenSchema = z.strictObject({
  subject: z.string(),
  location: z.string(),
  note: z.string(),
}) satisfies z.ZodType<UnseenTexts>;

const linkSchema = z.strictObject({
  key,
  uid: z.string(),
  itemId: z.string(),
  changeKey: z.string(),
  seriesId: z.string().nullable(),
  haloId: z.int().nullable(),
  lastModified: z.string(),
  values: valuesSchema,
  mapped: z.exactOptional(valuesSchema),
  unseen: z.exactOptional(unseenSchema),
  fingerprint: z.string(),
  start: instant,
  end: instant,
  access: z.string(),
  rules: z.string(),
  state: z.enum(['live', 'removing', 'deleted-in-halo']),
  origin: z.enum(['created', 'adopted', 'sent']),
}) satisfies z.ZodType<Link>;

const intentSchema = z.strictObject({
  key,
  mark: z.string(),
  link: linkSchema,
}) satisfies z.ZodType<Intent>;

const createdSchema = z.strictObject({
  key,
  haloId: z.int().nullable(),
  lastModified: z.string(),
}) satisfies z.ZodType<Created>;

const decisionSchema = z.strictObject({
  key,
  itemId: z.string(),
  seriesId: z.string().nullable(),
  rowHash: z.string(),
  start: instant,
  end: instant,
  verdict: z.enum(['imported', 'skipped', 'held', 'failed']),
  reason: z.string(),
  at: instant,
}) satisfies z.ZodType<Decision>;

const holdSchema = z.strictObject({
  key,
  action: z.enum(['create', 'update', 'remove', 'adopt']),
  reason: z.string(),
  since: instant,
  state: z.enum(['waiting', 'kept', 'approved']),
  proposal: z.string(),
  itemId: z.string(),
  seriesId: z.string().nullable(),
  start: instant,
  end: instant,
}) satisfies z.ZodType<Hold>;

export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('intent'), intents: z.array(intentSchema) }),
  z.strictObject({
    kind: z.literal('linked'),
    links: z.array(linkSchema),
    created: z.exactOptional(z.array(createdSchema)),
  }),
  z.strictObject({ kind: z.literal('unlinked'), keys: z.array(key) }),
  z.strictObject({ kind: z.literal('rekeyed'), from: key, link: linkSchema }),
  z.strictObject({ kind: z.literal('intent-dropped'), keys: z.array(key) }),
]) satisfies z.ZodType<JournalEntry>;

const mailboxSchema = z.strictObject({
  agentId: z.int(),
  address: z.string(),
}) satisfies z.ZodType<MailboxKey>;

/** `links/<mailbox>.json`. `generation` grows by one with every image; a journal says which image it follows. */
export interface LinksFile {
  readonly version: 1;
  readonly mailbox: MailboxKey;
  readonly generation: number;
  readonly links: readonly Link[];
  readonly intents: readonly Intent[];
}

export const linksFileSchema = z.strictObject({
  version: z.literal(1),
  mailbox: mailboxSchema,
  generation,
  links: z.array(linkSchema),
  intents: z.array(intentSchema),
}) satisfies z.ZodType<LinksFile>;

/** `decisions/<mailbox>.json`. `generation` is that of the image it was written after. */
export interface DecisionsFile {
  readonly version: 1;
  readonly mailbox: MailboxKey;
  readonly generation: number;
  readonly decisions: readonly Decision[];
  readonly holds: readonly Hold[];
}

export const decisionsFileSchema = z.strictObject({
  version: z.literal(1),
  mailbox: mailboxSchema,
  generation,
  decisions: z.array(decisionSchema),
  holds: z.array(holdSchema),
}) satisfies z.ZodType<DecisionsFile>;

/** First line of `journal/<mailbox>.jsonl`. */
export interface JournalHeader {
  readonly version: 1;
  readonly mailbox: MailboxKey;
  /** Generation of the image that it follows. */
  readonly after: number;
}

export const journalHeaderSchema = z.strictObject({
  version: z.literal(1),
  mailbox: mailboxSchema,
  after: generation,
}) satisfies z.ZodType<JournalHeader>;

const stateSchema = z.strictObject({
  folderId: z.string().nullable(),
  access: z.string(),
  rules: z.string(),
  viewed: z.strictObject({ start: instant, end: instant }).nullable(),
  syncState: z.string().nullable(),
  pending: z.array(z.string()),
  lastSuccess: instant.nullable(),
  waitingHolds: z.int().min(0),
  linkedUnits: z.int().min(0),
  failedItems: z.int().min(0),
  rights: z.string(),
  resting: z.exactOptional(
    z.strictObject({
      failures: z.int().min(1),
      nextTry: instant,
      items: z.array(z.strictObject({ id: z.string(), responseCode: z.string() })),
    }),
  ),
}) satisfies z.ZodType<MailboxState>;

const parkedSchema = z.strictObject({
  failures: z.int().min(1),
  nextTry: instant,
  settings: z.string(),
  problem: problemSchema,
}) satisfies z.ZodType<ParkedMailbox>;

/** `states/<mailbox>.json`. `state` null: the mailbox could never be read. */
export interface StateFile {
  readonly version: 1;
  readonly mailbox: MailboxKey;
  readonly state: MailboxState | null;
  readonly parked?: ParkedMailbox;
}

export const stateFileSchema = z.strictObject({
  version: z.literal(1),
  mailbox: mailboxSchema,
  state: stateSchema.nullable(),
  parked: z.exactOptional(parkedSchema),
}) satisfies z.ZodType<StateFile>;
