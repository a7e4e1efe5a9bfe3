/** One thing that goes wrong from outside, as a row of a table: what spoils it, what is told, and how it ends well again. */
import type { House, HouseOptions } from './house.ts';

export interface TroubleRow {
  readonly name: string;
  readonly house?: HouseOptions;
  /** Events of each agent. Default 2. */
  readonly events?: number;
  /** A good import comes first. Default false. */
  readonly importedBefore?: boolean;
  /** On top of the settings, for the bad run alone. */
  readonly settings?: (house: House) => Promise<Record<string, Record<string, unknown>>>;
  /** What goes wrong; gives back what sets it right, where that takes more than the right settings and secrets. */
  readonly spoil?: (house: House) => Heal | Promise<Heal>;
  readonly environment?: Readonly<Record<string, string>>;
  /** See `start`. */
  readonly through?: readonly string[];
  readonly exit: number;
  readonly code: string;
  readonly agent?: string;
  readonly says: RegExp;
  readonly remedy: RegExp;
  /** How many appointments there are in Halo after the bad run: the others go on. `some`: it was cut in the middle. */
  readonly written?: number | 'some';
}

export type Heal = (() => unknown) | undefined;

export const pair = { people: ['Anna', 'Bruno'] } as const;
