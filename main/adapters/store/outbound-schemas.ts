/**
 * The shapes of what is kept of the way to Exchange, as zod schemas that mirror `core/outbound/entry.ts`: `satisfies` refuses to compile
 * when the two differ. Unknown fields are refused, so that a forgotten one is told instead of lost.
 */
import { z } from 'zod';
import type { Instant } from '../../core/event.ts';
import {
  type EntryState,
  type OutboundEntry,
  type OutboundIntent,
  type OutboundRecord,
  outboundHolds,
  outboundRefusals,
  type SeriesTie,
  type Watermark,
} from '../../core/outbound/entry.ts';
import { instant, unseenSchema, valuesSchema, whenSchema } from './link-schemas.ts';
import { problemSchema } from './run-schemas.ts';

const haloId = z.int();
const generation = z.int().min(0);
const version = z.literal(1);

const stateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waiting') }),
  z.strictObject({
    kind: z.literal('resting'),
    until: instant,
    tries: z.int().min(0),
    problem: problemSchema,
  }),
  z.strictObject({
    kind: z.literal('parked'),
    reason: z.enum(outboundRefusals),
    facts: z.exactOptional(z.record(z.string(), z.union([z.string(), z.number()]))),
    lastModified: z.string(),
  }),
  z.strictObject({ kind: z.literal('held'), reason: z.enum(outboundHolds), proposal: z.string() }),
]) satisfies z.ZodType<EntryState>;

const intentSchema = z.strictObject({
  mark: z.string(),
  agentId: z.int(),
  address: z.string(),
  values: valuesSchema,
  mapped: valuesSchema,
  pattern: z.string(),
}) satisfies z.ZodType<OutboundIntent>;

const entrySchema = z.strictObject({
  haloId,
  agentId: z.int().nullable(),
  since: instant,
  heard: z.enum(['nudge', 'poll', 'import', 'confirmation', 'by-hand']),
  count: z.int().min(0),
  state: stateSchema,
  intent: intentSchema.nullable(),
  approved: z.string().nullable(),
  metBy: z.exactOptional(z.array(z.int())),
  removing: z.exactOptional(z.string()),
  about: z.exactOptional(z.strictObject({ when: whenSchema, subject: z.string().nullable() })),
}) satisfies z.ZodType<OutboundEntry>;

const seriesSchema = z.strictObject({
  haloId,
  agentId: z.int(),
  address: z.string(),
  itemId: z.string(),
  uid: z.string(),
  lastModified: z.string(),
  values: valuesSchema,
  mapped: valuesSchema,
  unseen: z.exactOptional(unseenSchema),
  pattern: z.string(),
}) satisfies z.ZodType<SeriesTie>;

const watermarkSchema = z.strictObject({
  begun: z.string(),
  newest: z.string(),
  seen: z.array(z.string()),
}) satisfies z.ZodType<Watermark>;

const recordSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('entries'), entries: z.array(entrySchema) }),
  z.strictObject({ kind: z.literal('done'), haloId, at: instant, wrote: z.boolean() }),
  z.strictObject({ kind: z.literal('watermark'), watermark: watermarkSchema }),
  z.strictObject({ kind: z.literal('confirmed'), at: instant }),
  z.strictObject({ kind: z.literal('series'), tie: seriesSchema }),
  z.strictObject({ kind: z.literal('series-gone'), haloId }),
]) satisfies z.ZodType<OutboundRecord>;

/** A line of `outbound/journal.jsonl`: what was appended together, so a crash leaves all of it or nothing. */
export type OutboundGroup = readonly OutboundRecord[];
export const groupSchema = z.array(recordSchema) satisfies z.ZodType<OutboundGroup>;

/** First line of `outbound/journal.jsonl`; `after` is the generation of the image that it follows. */
export interface OutboundHeader {
  readonly version: 1;
  readonly after: number;
}

export const outboundHeaderSchema = z.strictObject({
  version,
  after: generation,
}) satisfies z.ZodType<OutboundHeader>;

/** `outbound/queue.json`. `generation` grows by one with every image. */
export interface OutboundFile {
  readonly version: 1;
  readonly generation: number;
  readonly entries: readonly OutboundEntry[];
  readonly series: readonly SeriesTie[];
  readonly watermark: Watermark | null;
  readonly confirmedAt: Instant | null;
  readonly lastWrite: Instant | null;
}

export const outboundFileSchema = z.strictObject({
  version,
  generation,
  entries: z.array(entrySchema),
  series: z.array(seriesSchema),
  watermark: watermarkSchema.nullable(),
  confirmedAt: instant.nullable(),
  lastWrite: instant.nullable(),
}) satisfies z.ZodType<OutboundFile>;
