/** What a side is told, as JSON in its first argument. */
import { readFileSync } from 'node:fs';

export interface Order {
  readonly exchange: string;
  readonly user: string;
  readonly password: string;
  readonly halo: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly mailboxes: readonly { readonly address: string; readonly agentId: number }[];
  /** The window. */
  readonly start: string;
  readonly end: string;
  /** For the floor: where the kept answers are, and how many. */
  readonly replay: string;
  readonly kept: number;
  /** And how many bytes the body of each request had. */
  readonly asked: readonly number[];
}

export function readOrder(): Order {
  return JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
}

/** So many mailboxes at a time, on every side. */
export const atOnce = 8;

/** Runs `work` over all, `atOnce` at a time. */
export async function overAll<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const one = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
