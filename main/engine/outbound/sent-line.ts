/** One thing that the way out did or could not do, for the report: what, why, and both values where a conflict was decided. */

import type { OwnedFieldName, OwnedFields } from '../../core/appointment.ts';
import type { Instant } from '../../core/event.ts';
import type { Conflict } from '../../core/outbound/merge.ts';
import type { ReportLine } from '../../core/report.ts';
import type { MailboxKey } from '../../ports.ts';

export interface SentLine extends MailboxKey {
  readonly haloId: number;
  readonly action: 'create' | 'update' | 'remove';
  readonly outcome: ReportLine['outcome'];
  readonly reasons: readonly string[];
  readonly toExchange: readonly OwnedFieldName[];
  readonly toHalo: readonly OwnedFieldName[];
  /** How the series repeats was written to Exchange, too. */
  readonly isPattern?: boolean;
  readonly conflicts: readonly Conflict[];
  /** When it was told. Absent until it is in a report. */
  readonly at?: Instant;
  /** As Halo and as Exchange held it before; null where there was none. */
  readonly halo: OwnedFields | null;
  readonly exchange: OwnedFields | null;
}
