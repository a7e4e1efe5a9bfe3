/** Words for what goes wrong with Halo and with the agents that it lists. Only words; when to say them is decided elsewhere. */
import type { ProblemCode } from '../../../main/core/problem.ts';
import {
  answered,
  type Facts,
  fact,
  forCommand,
  forCommandBare,
  given,
  howLong,
  type SayProblem,
  sayProxy,
  saysNoTls,
} from './facts.ts';
import { sayLeftOut } from './left-out.ts';

type HaloCode = Extract<ProblemCode, `halo.${string}` | `agent.${string}`>;

const server = (facts: Facts) => given(facts, 'host', host => `Halo at ${host}`, 'Halo');
const host = (facts: Facts) => forCommand(facts, 'host', '<server>');
const agent = (facts: Facts) => given(facts, 'agent', name => name, 'an agent');

/** Of one agent, or of all: then `count` says how many. */
function nothingOf(facts: Facts): string {
  const many = fact(facts, 'count');
  if (many === '') return `Nothing of ${agent(facts)} is imported`;
  if (many === '0') return 'No calendar is synced, for Halo shows no agent';
  return `No calendar is synced. ${many === '1' ? 'The one agent of Halo is' : `All ${many} agents of Halo are`} left out${given(facts, 'reason', () => (many === '1' ? ', because' : ', most of them because'))}`;
}

const again = 'The import tries again by itself.';
const applications = 'Configuration > Integrations > Halo API > Applications';
const preference =
  'My Account > Preferences > Calendars and Appointments > "Create Appointments from Calendar Integrations"';
const importers =
  "Halo's own sync and the Halo Integrator: on the Exchange page of Configuration > Integrations; NHServer: Advanced Settings > Configure NHServer, calendar options";

const certificates: Readonly<Record<string, string>> = {
  expired: 'has expired',
  'not-yet-valid': 'is not valid yet',
  'wrong-host': 'is made out for another name',
  'self-signed': 'is self-signed and not trusted by this computer',
  'unknown-authority': 'comes from an authority that this computer does not trust',
  revoked: 'was revoked',
  'ends-soon': 'ends soon',
};

export const haloProblems: Readonly<Record<HaloCode, SayProblem>> = {
  'halo.name-not-resolved': facts => ({
    sentence: `The name of the Halo server${given(facts, 'host', name => ` ${name}`)} is not known to DNS.`,
    remedy: `Check the address (setting halo.url), then the DNS server of this computer: Resolve-DnsName "${host(facts)}"`,
  }),
  'halo.refused': facts => ({
    sentence: `${server(facts)} does not accept connections${given(facts, 'port', port => ` on port ${port}`)}.`,
    remedy: `See whether the port can be reached: Test-NetConnection "${host(facts)}" -Port ${forCommandBare(facts, 'port', '443')}. If not, open it in the firewall.`,
  }),
  'halo.timeout': facts => ({
    sentence: `${server(facts)} did not answer${howLong(facts, 'deadlineMs', 'within')}.`,
    remedy: `${again} What may have been written is looked up before anything is sent twice. If it lasts, see whether the Halo web app itself is slow.`,
  }),
  'halo.connection-lost': facts => ({
    sentence: `The connection to ${server(facts)} ended before the answer was complete${answered(facts)}.`,
    remedy: `${again} What may have been written is looked up before anything is sent twice. If it lasts, look for a proxy or firewall in between.`,
  }),
  'halo.proxy': facts => sayProxy(server(facts), facts),
  'halo.certificate': facts => ({
    sentence:
      fact(facts, 'reason') === 'no-tls'
        ? saysNoTls('Halo', facts)
        : `The certificate of ${given(facts, 'host', name => name, 'the Halo server')} ${certificates[fact(facts, 'reason')] ?? 'is not accepted'}.`,
    remedy:
      fact(facts, 'reason') === 'no-tls'
        ? 'Check the port in the setting halo.url: https usually has 443. TLS 1.2 is the oldest version that is accepted.'
        : 'Open the address of Halo in a browser on this computer and look at the certificate. Renew it in IIS on the Halo server, or import its authority under Trusted Root Certification Authorities (certlm.msc).',
  }),
  'halo.unauthorized': facts => ({
    sentence: `Halo does not accept the client ID or the client secret${answered(facts)}.`,
    remedy: `In Halo open ${applications}: the application must use "Client ID and Secret (Services)". Compare its client ID with the setting halo.clientId, generate a new secret and enter it here. A new secret cuts off any other program that uses the same application.`,
  }),
  'halo.forbidden': facts => ({
    sentence: `Halo does not let our application do this${answered(facts)}.`,
    remedy: `In Halo open ${applications} and look at "Agent to log in as": that agent needs an administrator role, or the rights to see all agents and to edit their appointments.`,
  }),
  'halo.scope-missing': facts => ({
    sentence: `The application in Halo lacks a permission${given(facts, 'scopes', scopes => `: ${scopes}`)}.`,
    remedy: `In Halo open ${applications}, the Permissions tab, and allow ${forCommand(facts, 'scopes', 'read:calendar and edit:calendar')}.`,
  }),
  'halo.throttled': facts => ({
    sentence: `${server(facts)} asked us to slow down.`,
    remedy: `Nothing needs doing: the import goes on by itself${howLong(facts, 'retryAfterMs', 'in')}. If it comes back, lower the setting halo.requestsPerMinute.`,
  }),
  'halo.server-error': facts => ({
    sentence: `${server(facts)} answered with an error of its own${answered(facts)}.`,
    remedy: `${again} If it lasts, look at the error log of Halo, or ask Halo's support when it is hosted.`,
  }),
  'halo.not-halo': facts => ({
    sentence: `What answers at ${given(facts, 'url', url => url, 'the address of Halo')} is not Halo's API${answered(facts)}.`,
    remedy:
      'In Halo open Configuration > Integrations > Halo API > API Details and enter the Resource Server shown there in the setting halo.url, without /api.',
  }),
  'halo.unreadable-answer': facts => ({
    sentence: `${server(facts)} sent an answer that cannot be understood${given(facts, 'reason', reason => ` (${reason})`)}${answered(facts)}.`,
    remedy: `${again} Nothing is removed meanwhile. If it began with an update of Halo, this app may need one too.`,
  }),
  'halo.rejected': facts => ({
    sentence: `Halo refused ${given(facts, 'count', count => `appointments (${count})`, 'an appointment')}${given(facts, 'agent', name => ` of ${name}`)}${given(facts, 'fields', fields => ` and names ${fields}`)}${answered(facts)}.`,
    remedy:
      'Nothing was stored for it and the rest goes on. Look for a mandatory field or a rule for appointments in Halo that this app cannot know; it is sent again when the event changes, and once a day.',
  }),
  'halo.marks-dropped': facts => ({
    sentence: `Halo did not keep the mark by which our appointments are recognised${given(facts, 'missing', count => ` (missing on ${count})`)}.`,
    remedy:
      "The import has stopped so that nothing is doubled. Choose the door integrator (setting halo.door), or ask Halo's support why this field is not stored.",
  }),
  'halo.items-not-recognised': facts => ({
    sentence: `Halo does not know an Exchange item again by its id${given(facts, 'count', count => ` (one item, sent twice, is shown ${count} times)`)}.`,
    remedy:
      "The import through the door integrator has stopped, because every change would make another appointment. Choose the door appointments (setting halo.door), or ask Halo's support; then run the import once with --verify.",
  }),
  'halo.order-ignored': () => ({
    sentence: 'Halo does not list appointments by the time of their last change.',
    remedy:
      'What changes in Halo cannot be seen by looking every few seconds. It still arrives when Halo tells this app (setting outbound.endpoint), and once a day when all appointments are compared.',
  }),
  'halo.times-not-utc': facts =>
    facts['known'] === 'no'
      ? {
          sentence: 'Halo does not tell us whether it keeps the times of appointments in UTC.',
          remedy:
            "Nothing is written until that is known, because every time could be shifted. Ask Halo's support whether useutcforappointments is 1, then confirm it: set halo.timesInUtc to true. Or give the agent of our application the rights to read this setting.",
        }
      : {
          sentence: `Halo does not keep the times of appointments in UTC${given(facts, 'value', value => ` (useutcforappointments is ${value})`)}.`,
          remedy:
            "Nothing is written until it does, because every time would be shifted. Ask Halo's support to set useutcforappointments to 1; appointments that exist already may have to be converted.",
        },
  'halo.other-importer': facts => ({
    sentence: `Another program already imports calendars into this Halo${given(facts, 'importers', names => `: ${names}`)}${given(facts, 'agents', names => ` (agents: ${names})`)}.`,
    remedy: `Two importers double every appointment, so nothing is written. Switch the other one off. ${importers}.`,
  }),
  'halo.other-importer-unknown': () => ({
    sentence: 'Halo does not tell us whether another program imports calendars already.',
    remedy: `Look yourself. ${importers}. When all are off, confirm it: set halo.noOtherImporter to true. Or give the agent of our application the rights to read these settings.`,
  }),
  'agent.preference-unknown': facts => ({
    sentence: `The calendar preference of ${given(facts, 'count', count => (count === '1' ? 'one agent' : `${count} agents`), agent(facts))} in Halo has a value whose meaning is not known${given(facts, 'value', value => ` (${value})`)}.`,
    remedy: `Nothing is imported for such agents. Look at ${preference} of one of them, then add the value to agents.preferenceOn or agents.preferenceOff.`,
  }),
  'agent.preference-unanswered': facts => ({
    sentence: `It is not said yet which values of the calendar preference in Halo mean on${given(facts, 'value', value => `; found: ${value}`)}.`,
    remedy: `Compare with ${preference} of a few agents, then enter the values in the settings agents.preferenceOn and agents.preferenceOff.`,
  }),
  'agent.unknown': facts => ({
    sentence: `No agent in Halo has this name, e-mail address, mailbox or id${given(facts, 'agent', name => `: ${name}`)}.${given(facts, 'agents', names => ` Names that begin so: ${names}.`)}`,
    remedy:
      'Use the whole name, in quotes if it has blanks, or one of the others; they stand on the list of agents in Halo.',
  }),
  'agent.left-out': facts => ({
    sentence: `${nothingOf(facts)}${given(facts, 'reason', reason => `${fact(facts, 'count') === '' ? ':' : ''} ${sayLeftOut(reason)}`)}.`,
    remedy:
      'Change that in Halo or in the settings when this calendar is to be imported; the appointments that Halo holds stay as they are.',
  }),
  'agent.no-mailbox': facts => ({
    sentence: `No mailbox is known for ${agent(facts)}.`,
    remedy:
      "Enter the agent's e-mail address in Halo, or the mailbox in the setting agents.mailboxes, or switch the agent off (agents.off).",
  }),
  'agent.mailbox-changed': facts => ({
    sentence: `The agent has another mailbox than before${given(facts, 'mailbox', name => `: ${name}`)}${given(facts, 'before', name => ` instead of ${name}`)}.`,
    remedy:
      'Nothing is imported from it until you say that this is right: enter the mailbox for this agent under agents.mailboxes. Appointments from the former mailbox stay in Halo.',
  }),
  'agent.same-mailbox': facts => ({
    sentence: `Several agents have the same mailbox${given(facts, 'mailbox', name => ` ${name}`)}${given(facts, 'agents', names => `: ${names}`)}.`,
    remedy:
      'Nothing is imported for them. Correct the e-mail address in Halo, give one of them another mailbox (agents.mailboxes) or switch one off (agents.off).',
  }),
};
