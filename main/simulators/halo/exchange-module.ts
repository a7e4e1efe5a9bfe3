/**
 * Halo's own Exchange module: every appointment that is made, changed or deleted in Halo goes to the agent's calendar at
 * once. What the import door or the module itself stored is not sent back. It invites and cancels nobody.
 */
import type { HaloAgent } from './agent-book.ts';
import type { AppointmentChange } from './appointment-book.ts';
import type { AppointmentRow } from './appointment-row.ts';
import { storedDate } from './dates.ts';
import type { HaloDialect } from './dialect.ts';
import type { EwsAnswer, ExchangeAccess } from './ews-client.ts';
import { callExchange } from './ews-client.ts';
import { changedFields, escapeXml, newItem } from './ews-item.ts';
import type { HaloState } from './state.ts';

export class ExchangeModule {
  readonly #access: ExchangeAccess;
  readonly #state: HaloState;
  readonly #dialect: HaloDialect;
  readonly #now: () => number;

  constructor(access: ExchangeAccess, state: HaloState, dialect: HaloDialect, now: () => number) {
    this.#access = access;
    this.#state = state;
    this.#dialect = dialect;
    this.#now = now;
  }

  /** Sends one change to Exchange; a failure is left in Halo's integration errors. */
  async push(change: AppointmentChange): Promise<void> {
    if (change.by === 'import' || change.by === 'exchange-module' || change.leaveExchange) return;
    const { before, row, kind } = change;
    if (row.is_task) return;
    if (kind === 'deleted') return this.#remove(row);
    const current = this.#state.appointmentBook.find(row.id) ?? row;
    if (kind === 'created' || before === null) {
      if (row.entryid === '' || this.#dialect.pushOfMarked === 'creates-again') await this.#create(row);
      return;
    }
    if (before.agent_id !== row.agent_id) {
      await this.#remove(before);
      return this.#create(row);
    }
    return current.entryid === '' ? this.#create(row) : this.#update(before, row, current.entryid);
  }

  async #create(row: AppointmentRow): Promise<void> {
    const agent = this.#mailboxOf(row);
    if (agent === null) return;
    const folder = `<m:SavedItemFolderId>${calendarOf(agent)}</m:SavedItemFolderId>`;
    const items = `<m:Items>${newItem(row, agent.timeZone, this.#dialect)}</m:Items>`;
    const answer = await this.#call(
      row,
      agent,
      'CreateItem',
      ' SendMeetingInvitations="SendToNone"',
      folder + items,
    );
    if (answer === null) return;
    const got = await this.#call(
      row,
      agent,
      'GetItem',
      '',
      '<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="calendar:UID"/>' +
        `</t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id="${escapeXml(answer.itemId)}"/></m:ItemIds>`,
    );
    this.#remember(row.id, {
      entryid: answer.itemId,
      changekey: answer.changeKey,
      exchange_uid: got?.uid ?? '',
      exchangemailboxfqdn: addressOf(agent),
    });
  }

  async #update(before: AppointmentRow, row: AppointmentRow, itemId: string): Promise<void> {
    const agent = this.#mailboxOf(row);
    if (agent === null) return;
    const fields = changedFields(before, row, agent.timeZone, this.#dialect);
    if (fields === '') return;
    const answer = await this.#call(
      row,
      agent,
      'UpdateItem',
      ' ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"',
      `<m:ItemChanges><t:ItemChange><t:ItemId Id="${escapeXml(itemId)}"/><t:Updates>${fields}</t:Updates></t:ItemChange></m:ItemChanges>`,
    );
    if (answer !== null) this.#remember(row.id, { changekey: answer.changeKey });
  }

  async #remove(row: AppointmentRow): Promise<void> {
    const itemId = this.#state.appointmentBook.find(row.id)?.entryid || row.entryid;
    const agent = this.#mailboxOf(row);
    if (itemId === '' || agent === null) return;
    await this.#call(
      row,
      agent,
      'DeleteItem',
      ' DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"',
      `<m:ItemIds><t:ItemId Id="${escapeXml(itemId)}"/></m:ItemIds>`,
    );
  }

  /** The agent whose calendar Halo may write; null when Halo does not sync it. */
  #mailboxOf(row: AppointmentRow): HaloAgent | null {
    const agent = this.#state.agentBook.find(row.agent_id);
    return agent === undefined || agent.exchangeCalendars === false || addressOf(agent) === '' ? null : agent;
  }

  #remember(id: number, marks: Partial<AppointmentRow>): void {
    const row = this.#state.appointmentBook.find(id);
    if (row !== undefined) this.#state.appointmentBook.update(row, marks, 'exchange-module');
  }

  /** The answer when Exchange said yes; else null, and the failure is logged. */
  async #call(
    row: AppointmentRow,
    agent: HaloAgent,
    operation: 'CreateItem' | 'UpdateItem' | 'DeleteItem' | 'GetItem',
    attributes: string,
    content: string,
  ): Promise<EwsAnswer | null> {
    const acting = { address: addressOf(agent), zone: agent.timeZone };
    const answer = await callExchange(this.#access, acting, operation, attributes, content);
    const date = storedDate(this.#now());
    this.#state.log('requests', {
      isoutgoing: true,
      operation,
      url: this.#access.url,
      datelogged: date,
      resultcode: answer.status,
      request_body: answer.request,
      response_body: answer.response,
    });
    if (answer.code === 'NoError') return answer;
    this.#state.log('errors', {
      entity_type: 'Appointment',
      entity_id: row.id,
      entity_name: row.subject,
      endpoint: operation,
      error: answer.code,
      date,
    });
    return null;
  }
}

function addressOf(agent: HaloAgent): string {
  return agent.exchangeAccount === '' ? agent.email : agent.exchangeAccount;
}

function calendarOf(agent: HaloAgent): string {
  const address = escapeXml(addressOf(agent));
  return `<t:DistinguishedFolderId Id="calendar"><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`;
}
