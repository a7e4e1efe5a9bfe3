/**
 * The settings: one schema for window, command line and file import. Every field says its meaning, unit and default.
 * Secrets are never here (see the secret store). Unknown keys are refused by name, so that a typing error is told.
 */
import { z } from 'zod';
import { outboundSettings } from './outbound-settings.ts';

/** The version of the shape; `adapters/store/migrations.ts` lifts older ones, newer ones are refused. */
export const settingsVersion = 1;

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).refine(value => {
  // Asked also of what is no address at all; that is told by the check before.
  const url = URL.canParse(value) ? new URL(value) : null;
  return url === null || (url.username === '' && url.password === '');
}, 'must not contain a user name or password');

const haloSettings = z.strictObject({
  /** Resource server: the address of the Halo web app, without `/api`. '' until it is set. */
  url: z.union([z.literal(''), httpUrl]).default(''),
  /** Authorisation server; '' = asked from `GET /api/authinfo`. */
  authorisationUrl: z.union([z.literal(''), httpUrl]).default(''),
  /** Tenant of a hosted Halo; '' = asked from `GET /api/authinfo`, else none (on-premises). */
  tenant: z.string().default(''),
  /** Client ID of the application in Halo (Configuration > Integrations > Halo API). */
  clientId: z.string().default(''),
  /** `appointments`: POST /Appointment, our mapping. `integrator`: POST …/ExchangeCalendars/EWS, Halo maps. */
  door: z.enum(['appointments', 'integrator']).default('appointments'),
  /** Most requests a minute. Halo publishes no limit; 80 is below every figure that is told of. */
  requestsPerMinute: z.int().min(1).max(100_000).default(80),
  /** Rows in one POST /Appointment. */
  rowsPerWrite: z.int().min(1).max(50).default(50),
  /** A person confirmed that no other program imports these calendars although Halo would not tell us. */
  noOtherImporter: z.boolean().default(false),
  /** A person confirmed that this Halo keeps appointment times in UTC although the account may not read that setting. */
  timesInUtc: z.boolean().default(false),
});

const exchangeSettings = z.strictObject({
  /** EWS address, e.g. https://mail.example.org/EWS/Exchange.asmx. '' until it is set. */
  url: z.union([z.literal(''), httpUrl]).default(''),
  /**
   * "Exchange Web Services via App Impersonation (API/Halo Integrator)" or
   * "Exchange Web Services via Delegate Access (API/Halo Integrator)".
   */
  access: z.enum(['impersonation', 'delegate']).default('impersonation'),
  /** EWS schema version to speak. */
  version: z.enum(['Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016']).default('Exchange2010_SP2'),
  /**
   * How the master account signs in. `oauth`: an application signs in, with a token by client credentials. Nothing else is tried when
   * the server does not offer it. `basic` and `oauth` need https, unless the server is this computer.
   */
  signIn: z.enum(['ntlm', 'basic', 'oauth']).default('basic'),
  /** Master account: `DOMAIN\user`, `user@domain`, or `.\user` for an account of the server itself. Not for `oauth`. */
  user: z.string().default(''),
  /** For `oauth`: the whole address of the token endpoint. The client secret is the secret `exchange.password`. */
  tokenUrl: z.union([z.literal(''), httpUrl]).default(''),
  /** For `oauth`: client ID of the application. */
  clientId: z.string().default(''),
  /** For `oauth`: scope that is asked for, e.g. https://mail.example.org/.default; '' = none. */
  scope: z.string().default(''),
  /** A file with extra certificate authorities (PEM); '' = the system's. TLS is verified always. */
  caFile: z.string().default(''),
  /**
   * The server's own certificate (PEM, public): no other one is accepted, whoever issued this one and whatever names it bears. '' = any
   * certificate that is trusted and bears the server's name.
   */
  pinnedCertificate: z
    .string()
    .max(20_000)
    .regex(
      /^\s*(?:-----BEGIN CERTIFICATE-----[\w+/=\s]+-----END CERTIFICATE-----\s*)?$/,
      'must be one certificate in PEM, or empty',
    )
    .default(''),
  /** Oldest version of TLS that is spoken with Exchange. */
  tlsMinimum: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
  /** Most requests at once to the server, over all mailboxes. */
  concurrency: z.int().min(1).max(27).default(8),
});

/** The way to both servers. */
const networkSettings = z.strictObject({
  /**
   * `none`: straight, whatever the environment says. `system`: what this computer has for programs without a window (environment, on
   * Windows `netsh winhttp`). `manual`: `proxyUrl`.
   */
  proxy: z.enum(['none', 'system', 'manual']).default('none'),
  /** For `manual`, e.g. http://proxy.example.org:8080. A proxy that wants a sign-in is not supported. */
  proxyUrl: z.union([z.literal(''), httpUrl]).default(''),
  /** For `manual`: servers that are reached straight: `mail.example.org`, `*.example.org`, `10.*`, `<local>` (names without a dot). */
  proxyBypass: z.array(z.string().min(1).max(200)).max(200).default(['<local>']),
});

const agentSettings = z.strictObject({
  /** Values of Halo's `apptsync` that mean "on" (Create Appointments from Calendar Integrations). Asked at first start. */
  preferenceOn: z.array(z.int()).default([]),
  /** Values that mean "off". A value in neither list imports nothing and is a named problem. */
  preferenceOff: z.array(z.int()).default([]),
  /** Agent id -> mailbox address, where neither e-mail nor `exchange_account` fits. */
  mailboxes: z.record(z.string().regex(/^\d+$/, 'must be an agent id'), z.string()).default({}),
  /** Agents (ids) switched off here. */
  off: z.array(z.int()).default([]),
});

/** Halo calls this section Calendars and Appointments. */
const importSettings = z.strictObject({
  /** Whole days back from today. */
  daysBack: z.int().min(0).max(366).default(14),
  /** Whole days ahead of today. */
  daysAhead: z.int().min(1).max(730).default(183),
  /** Which events at all. */
  which: z.enum(['all', 'meetings']).default('all'),
  /** Only events with one of these categories; empty = no restriction. */
  includeCategories: z.array(z.string()).default([]),
  /** No event with one of these categories. */
  excludeCategories: z.array(z.string()).default([]),
  /** Events shown as free. */
  free: z.boolean().default(false),
  /** Events shown as tentative. */
  tentative: z.boolean().default(true),
  /** Meetings that the agent declined. */
  declined: z.boolean().default(false),
  /** All-day events. */
  allDay: z.boolean().default(true),
  /** Meetings that were cancelled but are still in the calendar. */
  cancelled: z.enum(['remove', 'mark']).default('remove'),
  /** Private and confidential events: not at all, time only, or in full. */
  private: z.enum(['skip', 'time-only', 'full']).default('time-only'),
  /** Only events that the agent organises. */
  organiserOnly: z.boolean().default(false),
  /** What becomes the subject: as in Exchange, with a prefix, or a fixed text. */
  subject: z
    .discriminatedUnion('rule', [
      z.strictObject({ rule: z.literal('as-is') }),
      z.strictObject({ rule: z.literal('prefix'), text: z.string().min(1).max(100) }),
      z.strictObject({ rule: z.literal('fixed'), text: z.string().min(1).max(200) }),
    ])
    .default({ rule: 'as-is' }),
  /** Category -> Halo appointment type id (lookup 63), first match wins; written at creation only. */
  typeByCategory: z.record(z.string(), z.int()).default({}),
  /** Removals in Exchange never remove in Halo. */
  noDelete: z.boolean().default(false),
});

const scheduleSettings = z.strictObject({
  /** Every so many minutes; ignored when `cron` is set. */
  everyMinutes: z.int().min(1).max(1_440).default(15),
  /** A cron line of five fields; '' = use `everyMinutes`. */
  cron: z.string().default(''),
  /** Hours of the week in which scheduled runs happen, per weekday (0 Sunday) from and to; empty = always. */
  hours: z
    .array(
      z.strictObject({
        weekday: z.int().min(0).max(6),
        from: z.int().min(0).max(23),
        to: z.int().min(1).max(24),
      }),
    )
    .default([]),
  /** Run once when the app starts. */
  atStart: z.boolean().default(true),
  /** Run once after a sleep in which runs were missed. */
  catchUp: z.boolean().default(true),
});

const safetySettings = z.strictObject({
  /** Removals of more than this many series and singles in a mailbox are held. */
  removalsPerMailbox: z.int().min(0).default(20),
  /** Removals of more than this share (percent) of a mailbox's links, and at least `removalsAtLeast`, are held. */
  removalsPercent: z.int().min(1).max(100).default(30),
  removalsAtLeast: z.int().min(1).default(5),
  /** Removals of more than this many and `removalsPerRunPercent` of all links in a run are held. */
  removalsPerRun: z.int().min(0).default(200),
  removalsPerRunPercent: z.int().min(1).max(100).default(10),
  /** Creates of more than this share (percent) in a mailbox that had links are held. */
  createsPercent: z.int().min(1).default(30),
  /** Subjects in reports and logs. Private ones never. */
  showSubjects: z.boolean().default(false),
  /** Days and megabytes of log that are kept. */
  logDays: z.int().min(1).max(3_650).default(30),
  logMegabytes: z.int().min(1).max(10_000).default(50),
});

const updateSettings = z.strictObject({
  /** Where the signed version file is published; '' = nobody looks for newer versions. Nothing is ever downloaded or run. */
  address: z.union([z.literal(''), httpUrl]).default(''),
});

export const settingsSchema = z.strictObject({
  version: z.literal(settingsVersion).default(settingsVersion),
  halo: haloSettings.prefault({}),
  exchange: exchangeSettings.prefault({}),
  network: networkSettings.prefault({}),
  agents: agentSettings.prefault({}),
  import: importSettings.prefault({}),
  schedule: scheduleSettings.prefault({}),
  outbound: outboundSettings.prefault({}),
  safety: safetySettings.prefault({}),
  updates: updateSettings.prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;

/** All defaults: what a new installation starts with. */
export const defaultSettings: Settings = settingsSchema.parse({});
