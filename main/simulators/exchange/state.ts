/**
 * The whole server as data: mailboxes, who may sign in, who may act for whom, and the count of mails it would have sent.
 */
import { Mailbox, type MailboxOptions } from './mailbox.ts';
import type { ExchangeDialect } from './state/dialect.ts';

export type CalendarRight = 'none' | 'reviewer' | 'editor';

export interface Access {
  readonly right: CalendarRight | 'owner';
  readonly viewPrivateItems: boolean;
}

const owner: Access = { right: 'owner', viewPrivateItems: true };
const nobody: Access = { right: 'none', viewPrivateItems: false };

export class ExchangeState {
  readonly dialect: ExchangeDialect;
  /** Mails (invitations, updates, cancellations) that the server would have sent. */
  mailsSent = 0;
  readonly now: () => number;
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #byGuid = new Map<string, Mailbox>();
  readonly #passwords = new Map<string, string>();
  readonly #rights = new Map<string, Access>();
  readonly #impersonation = new Map<string, true | ReadonlySet<string>>();
  #generation = 0;

  constructor(now: () => number, dialect: ExchangeDialect) {
    this.now = now;
    this.dialect = dialect;
  }

  /** A mailbox whose own user may sign in to it. Throws when the address is taken. */
  addMailbox(options: MailboxOptions): Mailbox {
    const key = options.address.toLowerCase();
    if (this.#mailboxes.has(key)) throw new RangeError(`there is a mailbox ${options.address} already`);
    const mailbox = new Mailbox(options, this.#generation++, this.now, this.dialect);
    this.#mailboxes.set(key, mailbox);
    this.#byGuid.set(mailbox.calendar.ids.guid, mailbox);
    this.#passwords.set(mailbox.user.toLowerCase(), mailbox.password);
    return mailbox;
  }

  get mailboxes(): Mailbox[] {
    return [...this.#mailboxes.values()];
  }

  /** Throws when there is none. */
  mailbox(address: string): Mailbox {
    const found = this.findMailbox(address);
    if (found === undefined) throw new RangeError(`there is no mailbox ${address}`);
    return found;
  }

  /** By SMTP address or SID. */
  findMailbox(name: string): Mailbox | undefined {
    const found = this.#mailboxes.get(name.toLowerCase());
    if (found !== undefined || !name.startsWith('S-1-')) return found;
    return this.mailboxes.find(mailbox => mailbox.sid === name);
  }

  mailboxOfGuid(guid: string): Mailbox | undefined {
    return this.#byGuid.get(guid);
  }

  mailboxOfUser(user: string): Mailbox | undefined {
    const name = user.toLowerCase();
    return this.#mailboxes.get(name) ?? this.mailboxes.find(mailbox => mailbox.user.toLowerCase() === name);
  }

  removeMailbox(address: string): void {
    const mailbox = this.mailbox(address);
    this.#mailboxes.delete(address.toLowerCase());
    this.#byGuid.delete(mailbox.calendar.ids.guid);
    this.#passwords.delete(mailbox.user.toLowerCase());
  }

  /** The same person with a new, empty mailbox: new folder ids, old ones are not found. */
  recreateMailbox(address: string): Mailbox {
    const { displayName, user, password, zone, ...old } = this.mailbox(address);
    this.removeMailbox(address);
    const timeZone = zone.definition.id;
    return this.addMailbox({ address: old.address, displayName, user, password, timeZone });
  }

  /** The mailbox gets another SMTP address; folder, items and sign-in user stay. */
  renameMailbox(address: string, newAddress: string): void {
    const mailbox = this.mailbox(address);
    this.#mailboxes.delete(address.toLowerCase());
    mailbox.address = newAddress;
    this.#mailboxes.set(newAddress.toLowerCase(), mailbox);
  }

  /** 'in-progress' = between two databases, 'cloud' = gone to another system, 'here' = back. */
  moveMailbox(address: string, to: 'in-progress' | 'cloud' | 'here'): void {
    this.mailbox(address).moved = to === 'here' ? undefined : to;
  }

  /** An account without a mailbox (a master account, a delegate). Known users get a new password. */
  addUser(user: string, password: string): void {
    this.#passwords.set(user.toLowerCase(), password);
  }

  signIn(user: string, password: string): boolean {
    return this.#passwords.get(user.toLowerCase()) === password;
  }

  /** For sign-in methods that never see a password. */
  passwordOf(user: string): string | undefined {
    return this.#passwords.get(user.toLowerCase());
  }

  /** What a user may do with the calendar of another. `viewPrivateItems` default false. */
  setRights(user: string, address: string, right: CalendarRight, viewPrivateItems = false): void {
    this.#rights.set(`${user.toLowerCase()}|${address.toLowerCase()}`, { right, viewPrivateItems });
  }

  access(user: string, mailbox: Mailbox): Access {
    const name = user.toLowerCase();
    const own = mailbox.user.toLowerCase() === name || mailbox.address.toLowerCase() === name;
    if (own) return owner;
    return this.#rights.get(`${name}|${mailbox.address.toLowerCase()}`) ?? nobody;
  }

  /** true = all mailboxes; false or an empty list = none. */
  setImpersonation(user: string, allowed: boolean | readonly string[]): void {
    const list = allowed === false ? [] : allowed;
    this.#impersonation.set(
      user.toLowerCase(),
      list === true ? true : new Set(list.map(address => address.toLowerCase())),
    );
  }

  mayImpersonate(user: string, mailbox: Mailbox | undefined): boolean {
    const allowed = this.#impersonation.get(user.toLowerCase());
    if (allowed === undefined) return false;
    if (allowed === true) return true;
    return mailbox === undefined ? allowed.size > 0 : allowed.has(mailbox.address.toLowerCase());
  }
}
