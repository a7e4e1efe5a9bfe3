/** Words of Settings: sections, and for each field its label and what it means. */
export const sections = [
  'halo',
  'exchange',
  'agents',
  'import',
  'schedule',
  'outbound',
  'safety',
  'versions',
  'about',
] as const;
export type Section = (typeof sections)[number];

export const sectionNames: Readonly<Record<Section, string>> = {
  halo: 'Halo',
  exchange: 'Exchange',
  agents: 'Agents',
  import: 'Calendars and Appointments',
  schedule: 'Schedule',
  outbound: 'Outbound',
  safety: 'Safety',
  versions: 'Versions',
  about: 'About',
};

export const settingsWords = {
  exportFile: 'Export without secrets',
  importFile: 'Import …',
  exported: (path: string) => `Exported to ${path}.`,
  imported: 'Imported and saved as a new version.',
  save: 'Save',
  saveUncounted: 'Save without the count',
  discard: 'Discard',
  noChanges: 'No changes to save',
  viewer: 'This window only looks; nothing can be saved here.',
  changes: (many: number) => (many === 1 ? '1 change not saved' : `${many} changes not saved`),
  toCorrect: (many: number, labels: string) => `, ${many} to correct: ${labels}`,
  saved: 'Saved. The next run uses it.',
  on: 'Yes',
  off: 'No',
  replace: 'Replace',
  enter: 'Enter',
  keep: 'Cancel',
  setSecret: 'Save it',
  fromOutside: 'Given to the program from outside; it is changed there.',
  secretHint: 'Encrypted on this computer. It is never shown again, logged or exported.',
  missing: 'Before anything can run',
  haloWrites: 'Halo writes Exchange itself, so nothing of this is used.',
  haloWritesSays: 'To let this program do it, choose “Halo cannot reach Exchange” in the section Halo.',
  effect: {
    title: 'If you save this',
    counting: (done: number, all: number) =>
      all === 0 ? 'Counting what would change in Halo.' : `Counting: ${done} of ${all} calendars.`,
    countedBy: 'Counted by the same plan as a run.',
    agent: 'Agent',
    leave: 'Leave',
    enter: 'New',
    more: (many: number) => `and ${many} more agents`,
    held: (many: number) =>
      many === 1
        ? '1 of these changes will be held until you approve it.'
        : `${many} of these changes will be held until you approve them.`,
    later: 'What would change is counted when every field is correct.',
  },
  add: 'Add',
  remove: (what: string) => `Remove ${what}`,
  perLine: 'One per line.',
} as const;

/** Label and, where the label does not say it all, a hint. */
export const fieldWords: Readonly<Record<string, { readonly label: string; readonly hint?: string }>> = {
  'halo.url': { label: 'Address of Halo', hint: 'The web app, for example https://halo.example.org' },
  'halo.authorisationUrl': { label: 'Authorisation server', hint: 'Empty: asked from Halo.' },
  'halo.tenant': { label: 'Tenant', hint: 'Of a hosted Halo. Empty: asked from Halo, or none.' },
  'halo.clientId': {
    label: 'Client ID',
    hint: 'Of the application in Configuration > Integrations > Halo API.',
  },
  'halo.clientSecret': { label: 'Client secret' },
  'halo.door': { label: 'Who writes Exchange' },
  'halo.requestsPerMinute': {
    label: 'Requests a minute',
    hint: 'At most so many. 80 unless Halo allows more.',
  },
  'halo.rowsPerWrite': { label: 'Appointments in one write' },
  'halo.noOtherImporter': {
    label: 'No other importer',
    hint: 'I made sure that nothing else imports these calendars, although Halo did not tell.',
  },
  'halo.timesInUtc': {
    label: 'Times in UTC',
    hint: 'I made sure that this Halo keeps appointment times in UTC, although the account may not read that setting.',
  },
  'exchange.url': { label: 'EWS address', hint: 'For example https://mail.example.org/EWS/Exchange.asmx' },
  'exchange.access': { label: 'Connection method' },
  'exchange.version': { label: 'Server version', hint: 'The oldest works with every server.' },
  'exchange.signIn': {
    label: 'Sign-in',
    hint: 'The one that is chosen is used, and never another one. With OAuth the client secret stands in the place of the password.',
  },
  'exchange.user': { label: 'Master account', hint: 'DOMAIN\\user or user@domain' },
  'exchange.password': { label: 'Password' },
  'exchange.tokenUrl': {
    label: 'Token address',
    hint: 'The whole address of the token endpoint, for example https://login.example.org/adfs/oauth2/token',
  },
  'exchange.clientId': { label: 'Application', hint: 'Client ID of the application that signs in.' },
  'exchange.scope': { label: 'Scope', hint: 'What the application asks for. Empty: nothing in particular.' },
  'exchange.caFile': {
    label: 'Extra authorities',
    hint: 'A file with certificate authorities (PEM). Empty: those of this computer.',
  },
  'exchange.pinnedCertificate': {
    label: 'Only this certificate',
    hint: 'The server’s own certificate (PEM). Empty: any that this computer trusts and that bears the server’s name.',
  },
  'network.proxy': { label: 'Proxy', hint: 'The way to Exchange and to Halo.' },
  'network.proxyUrl': { label: 'Proxy address', hint: 'For example http://proxy.example.org:8080' },
  'network.proxyBypass': {
    label: 'Reached straight',
    hint: 'Servers, one each: mail.example.org, *.example.org, 10.*, <local> for names without a dot.',
  },
  'exchange.tlsMinimum': { label: 'Oldest TLS' },
  'exchange.concurrency': { label: 'Requests at once', hint: 'Over all mailboxes, 1 to 27.' },
  'agents.preference': { label: 'Create Appointments from Calendar Integrations' },
  'agents.preferenceOn': { label: 'Values that mean yes' },
  'agents.preferenceOff': { label: 'Values that mean no' },
  'agents.mailboxes': {
    label: 'Other mailboxes',
    hint: 'For an agent whose address in Halo is not that of the mailbox.',
  },
  'agents.off': { label: 'Switched off here' },
  'import.window': { label: 'Window', hint: 'In Halo: start date and look-ahead.' },
  'import.daysBack': { label: 'Days back' },
  'import.daysAhead': { label: 'Days ahead' },
  'import.which': { label: 'Events' },
  'import.includeCategories': {
    label: 'Only these categories',
    hint: 'One per line. Empty: every category.',
  },
  'import.excludeCategories': { label: 'Not these categories', hint: 'One per line.' },
  'import.free': { label: 'Free-time items' },
  'import.tentative': { label: 'Tentative' },
  'import.declined': { label: 'Declined' },
  'import.allDay': { label: 'All-day events' },
  'import.cancelled': { label: 'Cancelled' },
  'import.private': { label: 'Private' },
  'import.organiserOnly': { label: 'Organiser only', hint: 'Only events that the agent organises.' },
  'import.subject': { label: 'Subject in Halo' },
  'import.typeByCategory': {
    label: 'Type by category',
    hint: 'Number of the appointment type in Halo. The first that fits is used, when the appointment is added.',
  },
  'import.noDelete': {
    label: 'No delete',
    hint: 'When on, Halo never loses an appointment because Exchange did.',
  },
  'schedule.everyMinutes': {
    label: 'Every so many minutes',
    hint: '1 to 1,440. Not used while a cron line is set.',
  },
  'schedule.cron': { label: 'Cron line', hint: 'Five fields. Empty: every so many minutes.' },
  'schedule.hours': { label: 'Hours of the week', hint: 'Scheduled runs happen only then. None: always.' },
  'schedule.atStart': { label: 'Run at start' },
  'schedule.catchUp': { label: 'Catch up', hint: 'Once after a sleep in which runs were missed.' },
  'outbound.enabled': {
    label: 'Write changes to Exchange',
    hint: 'What a person adds, changes or deletes in Halo goes into the calendar of its agent.',
  },
  'outbound.pollSeconds': {
    label: 'Look every so many seconds',
    hint: 'A change in Halo is in Exchange at once where Halo tells of it (below), else within this time.',
  },
  'outbound.conflict': {
    label: 'Changed on both sides',
    hint: 'Who wins a field that was changed in Halo and in Exchange. Other fields come from whoever changed them.',
  },
  'outbound.types': {
    label: 'Only these types',
    hint: 'Numbers of appointment types in Halo, one per line. Empty: every type.',
  },
  'outbound.mailAttendees': {
    label: 'Whom Exchange mails',
    hint: 'About meetings that are written. As Outlook would: invitations, updates and cancellations.',
  },
  'outbound.zone': {
    label: 'Time zone of the agents',
    hint: 'For example Europe/Paris; series keep their hour in it. Empty: that of this computer.',
  },
  'outbound.seriesCodes': {
    label: 'Numbers in Halo’s series',
    hint: 'Halo does not document which number means what, so each is confirmed once. Make such a series in Halo: its number shows up here. Enter it beside what it means and save; the series is sent then. Nothing is guessed.',
  },
  'outbound.endpoint': { label: 'Where Halo tells of changes' },
  'outbound.endpoint.enabled': {
    label: 'Let Halo tell of changes',
    hint: 'A script, rule or runbook in Halo sends a signed request. Nothing listens while this is off.',
  },
  'outbound.endpoint.address': {
    label: 'Address to listen on',
    hint: '127.0.0.1 is this computer alone. Another one has to be an address of this computer.',
  },
  'outbound.endpoint.port': { label: 'Port' },
  'outbound.secret': {
    label: 'Shared secret',
    hint: 'At least 32 characters, and the same ones where the request is signed.',
  },
  'safety.removalsPerMailbox': { label: 'Removals in a calendar', hint: 'More than so many are held.' },
  'safety.removalsPercent': { label: 'Or this share, in percent' },
  'safety.removalsAtLeast': { label: 'But at least', hint: 'The share holds only from so many removals on.' },
  'safety.removalsPerRun': {
    label: 'Removals in a run',
    hint: 'More than so many and the share below are held.',
  },
  'safety.removalsPerRunPercent': { label: 'And this share, in percent' },
  'safety.createsPercent': {
    label: 'New in a calendar, in percent',
    hint: 'More than this share of a calendar that had appointments is held.',
  },
  'safety.showSubjects': {
    label: 'Subjects in reports and logs',
    hint: 'Private ones never.',
  },
  'safety.logDays': { label: 'Days of log' },
  'safety.logMegabytes': { label: 'Megabytes of log' },
  'updates.address': {
    label: 'Address of the version file',
    hint: 'Empty: nobody looks for newer versions. A newer one is told here and in the side bar; you install it yourself.',
  },
};

export const choiceWords = {
  access: {
    impersonation: 'Exchange Web Services via App Impersonation (API/Halo Integrator)',
    impersonationSays: 'One role for all agents, limited to a group. Recommended.',
    delegate: 'Exchange Web Services via Delegate Access (API/Halo Integrator)',
    delegateSays: 'Each agent, or you, gives the account rights on the calendar.',
  },
  door: {
    appointments: 'Halo cannot reach Exchange',
    appointmentsSays:
      'This program carries everything. Body, location, privacy and attendees come along. Halo’s own Exchange sync must be off.',
    integrator: 'Halo writes Exchange itself, and this program only imports',
    integratorSays:
      'Halo’s Exchange module is on and Halo maps what is imported. Choose it when Halo reaches Exchange.',
  },
  conflict: { exchange: 'Exchange wins', halo: 'Halo wins', newest: 'Whoever saved last' },
  mailAttendees: { nobody: 'Nobody', all: 'All attendees' },
  version: {
    Exchange2010_SP2: 'Exchange 2010 SP2 and later',
    Exchange2013_SP1: 'Exchange 2013 SP1 and later',
    Exchange2016: 'Exchange 2016 and later',
  },
  signIn: { ntlm: 'NTLM (Windows)', basic: 'Basic, over TLS', oauth: 'OAuth, as an application' },
  proxy: { none: 'None', system: 'As this computer has it', manual: 'This one' },
  tls: { 'TLSv1.2': 'TLS 1.2', 'TLSv1.3': 'TLS 1.3' },
  which: { all: 'All', meetings: 'Meetings only' },
  importOrSkip: { import: 'Import', skip: 'Skip' },
  cancelled: { remove: 'Remove in Halo', mark: 'Mark as cancelled' },
  private: { skip: 'Skip', 'time-only': 'Time only', full: 'Full' },
  subject: { 'as-is': 'As in Exchange', prefix: 'With a prefix', fixed: 'Always the same' },
  subjectText: 'Text',
  daysBack: 'days back,',
  daysAhead: 'days ahead',
} as const;

export const preferenceWords = {
  says: 'Each agent chooses in Halo whether appointments are created. What the values mean is not documented: say it once.',
  reading: 'Asking Halo which values its agents have …',
  value: (value: number, count: string, examples: string) =>
    `Value ${value}: ${count}${examples === '' ? '' : `, for example ${examples}`}`,
  agents: (many: number) => (many === 1 ? '1 agent' : `${many} agents`),
  on: 'Wants it',
  off: 'Does not want it',
  unanswered: 'Not answered',
  none: 'Halo tells no agent yet.',
  unansweredSays: 'An agent with a value that is not answered imports nothing.',
} as const;

export const versionWords = {
  sentence: 'The last versions of the settings, each with what changed.',
  version: (number: number) => `Version ${number}`,
  by: (who: string, at: string) => `${at}, by ${who}`,
  current: 'Current',
  restore: 'Restore',
  restored: (number: number) => `Version ${number} is current again, saved as a new version.`,
  setting: 'Setting',
  beforeAfter: 'Before and after',
  nothing: 'Nothing differs from the version before it.',
  empty: 'none',
  none: 'Nothing was saved yet',
  noneSays: 'All settings have their defaults.',
} as const;

export const aboutWords = {
  sentence: (name: string, version: string) => `${name} ${version}`,
  dataFolder: 'Data folder',
  account: 'Runs as',
  role: 'This window',
  roles: { writer: 'Changes and runs', viewer: 'Only looks; another one writes' },
  runtime: 'Runs on',
  startWithWindows: 'Start with Windows',
  startHint: 'Hidden, with its icon beside the clock.',
  help: 'Open the help',
  halo: 'Open Halo',
  update: 'Newer versions',
  updates: {
    off: '',
    'not-reached': 'The address of the version file did not answer.',
    'not-trusted': 'What is at that address is not signed by whoever makes this program; it is not believed.',
    current: 'This is the newest version.',
    newer: 'Nothing is downloaded or installed by itself.',
  },
  newer: (version: string) => `Version ${version} is available`,
  openUpdate: 'Open its page',
  sample: 'Try with sample data',
  sampleSays: 'Servers built in, with a data folder of their own. Your settings rest meanwhile.',
} as const;

export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;
export const hoursWords = {
  from: (day: string) => `${day}, from`,
  to: (day: string) => `${day}, to`,
  until: 'to',
  always: 'No runs',
} as const;
