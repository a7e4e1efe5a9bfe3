/** What sending one appointment needs, from one snapshot of the settings. */
import type { Settings } from '../../../preload/contract/settings.ts';
import type { SyncedAgent } from '../../core/agents.ts';
import type { HaloAgent } from '../../core/appointment.ts';
import type { MappingContext } from '../../core/mapping.ts';
import type { CalendarWriter, HaloChanges } from '../../outbound-ports.ts';
import type { AppointmentDesk, CalendarSource, Clock, LinkStore, Log, MailboxKey } from '../../ports.ts';
import type { MailboxTurns } from '../mailbox-turns.ts';
import { importRules } from '../run-context.ts';
import type { FoughtOver } from './fought-over.ts';
import type { KeptInHalo } from './kept-in-halo.ts';
import type { OutboundQueue } from './outbound-queue.ts';
import type { RecentRemovals } from './recent-removals.ts';
import type { SentLine } from './sent-line.ts';
import type { TieIndex } from './tie-index.ts';

export interface SendContext {
  readonly source: CalendarSource;
  readonly writer: CalendarWriter;
  readonly desk: AppointmentDesk;
  readonly changes: HaloChanges;
  readonly links: LinkStore;
  readonly queue: OutboundQueue;
  readonly ties: TieIndex;
  readonly turns: MailboxTurns;
  readonly removals: RecentRemovals;
  readonly foughtOver: FoughtOver;
  readonly keptInHalo: KeptInHalo;
  readonly settings: Settings;
  /** IANA zone of the agents. */
  readonly zone: string;
  readonly agents: readonly HaloAgent[];
  readonly synced: readonly SyncedAgent[];
  /** Id of this installation. */
  readonly installation: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of everything that was written, and of what was refused. */
  readonly tell: (line: SentLine) => void;
}

/** The mapping of the import for this calendar: a meeting of two agents has two marks, so the agent is part of the installation. */
export function mappingOf(
  { settings, installation }: SendContext,
  { agentId, address }: MailboxKey,
): MappingContext {
  return { rules: importRules(settings), mailbox: address, installation: `${installation}:${agentId}` };
}
