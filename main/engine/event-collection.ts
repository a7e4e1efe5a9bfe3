/** What a read has gathered so far: events in full, masters, proofs of absence, items that could not be read. */
import type { CalendarEvent, CalendarItem } from '../core/event.ts';
import { rowHash } from '../core/fingerprint.ts';
import type { EventKey } from '../core/link.ts';
import type { RemovalProof } from '../core/plan/action.ts';

/** FindItem cuts strings at this length; hashes of full items must be comparable with rows. */
const viewTextLimit = 255;

export class EventCollection {
  /** By ItemId. */
  readonly events = new Map<string, CalendarEvent>();
  /** By ItemId of the master. */
  readonly masters = new Map<string, CalendarItem>();
  readonly gone = new Map<EventKey, Exclude<RemovalProof, 'excluded'>>();
  /** ItemIds of singles and masters that are gone. */
  readonly goneIds = new Set<string>();
  /** By ItemId: the response code that Exchange gave for it. */
  readonly unreadable = new Map<string, string>();
  readonly rowHashes = new Map<string, string>();
  /** ItemIds of occurrences that were asked for by themselves: whatever their rows look like, they are looked at anew. */
  readonly askedOccurrences = new Set<string>();

  /** The feed or the view has just shown an item that is not found: no proof, it is asked again the next time. */
  contradicted(itemId: string): void {
    this.unreadable.set(itemId, 'ErrorItemNotFound');
  }

  add(event: CalendarEvent): void {
    this.events.set(event.itemId, event);
    if (this.rowHashes.has(event.itemId)) return;
    const { subject, location } = event;
    this.rowHashes.set(
      event.itemId,
      rowHash({
        ...event,
        subject: subject.slice(0, viewTextLimit),
        location: location.slice(0, viewTextLimit),
      }),
    );
  }
}
