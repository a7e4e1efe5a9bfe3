/**
 * The same import as a textbook shows it, with `ews-javascript-api` alone: FindAppointments over the window, LoadPropertiesForItems, one
 * POST to Halo at a time. `read` as second argument: without Halo. No links, no proof, no retry.
 */
import util from 'node:util';
import { overAll, readOrder } from './order.ts';

// The library calls it wherever it writes some properties; Node has it no more.
Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
const {
  Appointment,
  CalendarView,
  ConnectingIdType,
  DateTime,
  ExchangeService,
  ExchangeVersion,
  ImpersonatedUserId,
  PropertySet,
  BasePropertySet,
  BodyType,
  Uri,
  WebCredentials,
  WellKnownFolderName,
} = await import('ews-javascript-api');

const order = readOrder();
const withHalo = process.argv[3] !== 'read';
/** A view answers with at most a thousand rows. */
const spanMs = 30 * 86_400_000;

async function token(): Promise<string> {
  const answer = await fetch(`${order.halo}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: order.clientId,
      client_secret: order.clientSecret,
      scope: 'all',
    }),
  });
  return String(Object(await answer.json()).access_token);
}

const bearer = withHalo ? await token() : '';
let events = 0;

async function post(agentId: number, appointment: InstanceType<typeof Appointment>): Promise<void> {
  const body = {
    subject: appointment.Subject,
    start_date: appointment.Start.ToISOString(),
    end_date: appointment.End.ToISOString(),
    agent_id: agentId,
    appointment_location_free_text: appointment.Location ?? '',
    note: appointment.Body?.Text ?? '',
    entryid: appointment.Id.UniqueId,
    _force: true,
  };
  const answer = await fetch(`${order.halo}/api/Appointment`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify([body]),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  await answer.json();
}

await overAll(order.mailboxes, async ({ address, agentId }) => {
  const service = new ExchangeService(ExchangeVersion.Exchange2010_SP2);
  service.Url = new Uri(order.exchange);
  service.Credentials = new WebCredentials(order.user, order.password);
  service.ImpersonatedUserId = new ImpersonatedUserId(ConnectingIdType.SmtpAddress, address);
  const full = new PropertySet(BasePropertySet.FirstClassProperties);
  full.RequestedBodyType = BodyType.Text;
  for (let from = Date.parse(order.start); from < Date.parse(order.end); from += spanMs) {
    const until = Math.min(from + spanMs, Date.parse(order.end));
    const view = new CalendarView(
      DateTime.Parse(new Date(from).toISOString()),
      DateTime.Parse(new Date(until).toISOString()),
      1_000,
    );
    const found = await service.FindAppointments(WellKnownFolderName.Calendar, view);
    if (found.Items.length === 0) continue;
    await service.LoadPropertiesForItems(found.Items, full);
    events += found.Items.length;
    if (withHalo) for (const each of found.Items) await post(agentId, each);
  }
});
console.log(JSON.stringify({ events }));
