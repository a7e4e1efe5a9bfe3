/**
 * What must hold at every moment of a story, not only at its end: nothing is removed whose event is there, nothing that a person was not
 * asked about where one must be, and an appointment keeps its Halo id as long as its event lives. Looks at both servers directly and
 * shares no code with the product.
 */
import type { Mailbox } from '../../main/simulators/exchange/mailbox.ts';
import type { AppointmentChange } from '../../main/simulators/halo/appointment-book.ts';
import type { AppointmentRow } from '../../main/simulators/halo/appointment-row.ts';
import { defaultSettings, type Settings } from '../../preload/contract/settings.ts';
import type { Compared } from '../scenarios/compare.ts';
import { Answers } from './answers.ts';
import { HandWatch } from './hand-watch.ts';
import { Scene } from './scene.ts';

/** What servers have said that was not so, by the ids and UIDs of which they said it. */
export interface Told {
  readonly toldOfEvents: ReadonlySet<string>;
  readonly toldOfAppointments: ReadonlySet<string>;
}

/** What is known of a run once it is over. */
export interface RunEnd {
  /** Something could not be read, or was hidden: what is proven gone may go before it is known that what was not seen has its UID. */
  readonly partly: boolean;
  /** Nothing went wrong, nothing was held or hidden: both sides agree as far as people in Halo let them. Default false. */
  readonly clean?: boolean;
}

export class Watch {
  readonly violations: string[] = [];
  readonly answers = new Answers();
  readonly hands = new HandWatch(this.violations, this.answers);
  #scene: Scene | null = null;
  #told: Told = { toldOfEvents: new Set(), toldOfAppointments: new Set() };
  /** Counts the changes of the rules. */
  #epoch = 0;
  /** ItemId -> the last epoch in which a run met the event while the rules let it in. */
  readonly #letIn = new Map<string, number>();
  /** Appointments whose events went while nothing might be removed, or while nobody remembered them: they may stay for ever. */
  readonly #mayStay = new Set<number>();
  /** Appointments whose events lay outside the window while nobody remembered them: nobody looks for them there. */
  readonly #astray = new Set<number>();
  /** All memory was lost, and no run has ended well since: what loses its event now is nobody's. */
  #isForgotten = false;
  /** Per mailbox: what tells an event -> Halo's id, as of the last look. */
  #ids: ReadonlyMap<string, number> = new Map();
  /** Removals of this run after which a UID has fewer appointments than events. */
  #short: string[] = [];
  /** UIDs that were ever there twice. */
  readonly #copied = new Set<string>();
  /** Addresses for which this run has written. */
  readonly #written = new Set<string>();
  /** Requests to Halo that went wrong so far, in whatever way. */
  lostAnswers = 0;

  look(house: Compared, rules: () => Settings['import'] = () => defaultSettings.import): void {
    this.#scene = new Scene(house, rules);
    this.hands.look(this.#scene);
  }

  /** What a server has stated may be believed: of events whatever is well-formed, of appointments all but that one may go. */
  believes(told: Told): void {
    this.#told = told;
  }

  #isTold({ entryid, exchange_uid: uid }: AppointmentRow): boolean {
    const { toldOfEvents } = this.#told;
    return toldOfEvents.has(entryid) || toldOfEvents.has(uid);
  }

  get mayStay(): ReadonlySet<number> {
    return this.#mayStay;
  }

  get astray(): ReadonlySet<number> {
    return this.#astray;
  }

  /** Appointments of which Halo has told what is not so: one that it called gone stays when its event goes. */
  isDenied(row: AppointmentRow): boolean {
    return this.#told.toldOfAppointments.has(row.entryid);
  }

  /** `looksOtherwise`: the new rules make another appointment of an event, not only let another event in. */
  rulesChanged(looksOtherwise: boolean): void {
    this.#epoch += 1;
    this.answers.rulesChanged();
    if (looksOtherwise) this.hands.rulesChanged();
  }

  /** The program has lost its memory of links, and with it what befell them. */
  memoryLost(): void {
    this.answers.memoryLost();
    this.hands.memoryLost();
    this.#isForgotten = true;
  }

  beforeRun(verifies: boolean): void {
    this.#written.clear();
    if (this.#isForgotten) this.#strayMayStay();
    this.hands.beforeRun(verifies);
  }

  /** Whether the run wrote anything for a mailbox. */
  hasWrittenFor(address: string): boolean {
    return this.#written.has(address);
  }

  /** To be called for every change that Halo stores, at once. */
  haloChanged(change: AppointmentChange): void {
    const scene = this.#scene;
    if (scene === null || change.by !== 'api') return;
    const mailbox = scene.mailboxOf(change.row.agent_id);
    this.#written.add(mailbox?.address ?? '');
    if (this.#isTold(change.row) || (change.before !== null && this.#isTold(change.before))) return;
    const { toldOfAppointments } = this.#told;
    if (!toldOfAppointments.has(change.row.entryid)) this.hands.haloChanged(change, scene);
    if (change.kind === 'deleted' && mailbox !== undefined) this.#removed(change.row, mailbox, scene);
  }

  #removed(row: AppointmentRow, mailbox: Mailbox, scene: Scene): void {
    const events = scene.wanted(mailbox);
    const about = `${row.id} "${row.subject}" ${row.start_date}`;
    if (scene.rules.noDelete) this.violations.push(`removed ${about} although nothing may be removed`);
    if (this.answers.isKept(row, scene))
      this.violations.push(`removed ${about} although a person wants it kept`);
    const hasWork = row.ticket_id > 0 || row.complete_status === 0;
    if (hasWork && !this.answers.isApproved(row))
      this.violations.push(`removed ${about} with Halo's own work on it, and nobody was asked`);
    const others = scene.rows(row.agent_id).filter(each => each.entryid === row.entryid);
    if (others.length === 0 && events.some(event => event.id === row.entryid)) {
      this.violations.push(`removed ${about} although its event is in Exchange`);
      return;
    }
    // An event that is there and left out by a rule frees nothing for the others of its UID.
    const leftOut = scene.all(mailbox).find(event => event.id === row.entryid);
    if (leftOut !== undefined) {
      const isNew = this.#letIn.get(leftOut.id) !== this.#epoch;
      if (!scene.isLetIn(leftOut) && isNew && !this.answers.isApproved(row))
        this.violations.push(`removed ${about}: the rules that leave it out are new, and nobody was asked`);
      return;
    }
    // Copies may take each other's place, and so may what a person has deleted in Halo.
    const uid = row.exchange_uid;
    if (mailbox.items().filter(item => item.uid === uid).length > 1 || this.#copied.has(uid)) return;
    const ofUid = events.filter(event => event.uid === uid).length - this.hands.deletedOf(uid);
    const live = scene.rows(row.agent_id).filter(each => each.exchange_uid === uid).length;
    if (live < ofUid)
      this.#short.push(`removed ${about}: ${live} appointments remain for ${ofUid} events of its UID`);
  }

  /** To be called after each run. */
  afterRun({ partly, clean = false }: RunEnd): void {
    if (!partly) this.violations.push(...this.#short);
    this.#short = [];
    const scene = this.#scene;
    if (scene === null) return;
    const now = new Map<string, number>();
    for (const mailbox of scene.mailboxes) this.#note(mailbox, scene, now);
    for (const [key, id] of now) {
      const before = this.#ids.get(key);
      if (before === undefined || before === id || this.hands.isDeleted(before)) continue;
      const uid = key.split(' ')[2] ?? '';
      if (this.#told.toldOfEvents.has(uid) || this.#told.toldOfAppointments.has(uid)) continue;
      if (key.includes(' uid ') && this.#copied.has(uid)) continue;
      this.violations.push(`appointment ${before} became ${id} although its event lived on (${key})`);
    }
    this.#ids = now;
    if (scene.rules.noDelete) this.#orphansMayStay();
    if (clean) this.#isForgotten = false;
    this.answers.afterRun(clean, scene);
    this.hands.afterRun(clean, scene, this.#copied);
  }

  #note(mailbox: Mailbox, scene: Scene, now: Map<string, number>): void {
    const seen = new Set<string>();
    for (const { uid } of mailbox.items()) {
      if (seen.has(uid)) this.#copied.add(uid);
      seen.add(uid);
    }
    for (const event of scene.all(mailbox)) if (scene.isLetIn(event)) this.#letIn.set(event.id, this.#epoch);
    const rows = new Map<string, number[]>();
    for (const row of scene.rows(scene.agentOf(mailbox)))
      rows.set(row.entryid, [...(rows.get(row.entryid) ?? []), row.id]);
    for (const event of scene.wanted(mailbox)) {
      const [id, ...more] = rows.get(event.id) ?? [];
      if (id === undefined || more.length > 0) continue;
      now.set(`${mailbox.address} item ${event.id}`, id);
      if (this.#copied.has(event.uid)) continue;
      now.set(`${mailbox.address} uid ${event.uid} ${event.originalDate ?? ''}`, id);
    }
  }

  #strayMayStay(): void {
    this.#orphansMayStay();
    const scene = this.#scene;
    for (const mailbox of scene?.mailboxes ?? []) {
      const wanted = new Set(scene?.wanted(mailbox).map(event => event.id));
      for (const row of scene?.rows(scene.agentOf(mailbox)) ?? [])
        if (!wanted.has(row.entryid)) this.#astray.add(row.id);
    }
  }

  #orphansMayStay(): void {
    const scene = this.#scene;
    for (const mailbox of scene?.mailboxes ?? []) {
      const live = new Set(
        scene
          ?.all(mailbox)
          .filter(event => scene.isLetIn(event))
          .map(event => event.id),
      );
      for (const row of scene?.rows(scene.agentOf(mailbox)) ?? [])
        if (!live.has(row.entryid)) this.#mayStay.add(row.id);
    }
  }
}
