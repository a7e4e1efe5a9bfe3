/** Words for what goes wrong with Exchange as a whole. Only words; when to say them is decided elsewhere. */
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
import { kept, theAccount, theCalendar } from './mailbox-problems.ts';

type ExchangeCode = Extract<ProblemCode, `exchange.${string}`>;

const server = (facts: Facts) => given(facts, 'host', host => `Exchange at ${host}`, 'Exchange');
const host = (facts: Facts) => forCommand(facts, 'host', '<server>');
const account = (facts: Facts) => forCommand(facts, 'account', '<master account>');
const shell = 'In the Exchange Management Shell run:';
const again = 'The import tries again by itself.';

const passwordIsOver: ReadonlySet<string> = new Set(['ErrorPasswordExpired', 'ErrorPasswordChangeRequired']);

const certificateSentences: Readonly<Record<string, string>> = {
  expired: 'has expired',
  'not-yet-valid': 'is not valid yet',
  'wrong-host': 'is made out for another name',
  'self-signed': 'is self-signed and not trusted by this computer',
  'unknown-authority': 'comes from an authority that this computer does not trust',
  revoked: 'was revoked',
  'not-pinned': 'is not the one that the settings name',
  'ends-soon': 'ends soon',
};
/** ` (issued by Contoso CA for mail.example.org until 2026-12-01T…)`, as much as is known. */
function aboutCertificate(facts: Facts): string {
  const parts = [
    given(facts, 'issuer', name => `issued by ${name}`),
    given(facts, 'names', names => `for ${names}`),
    given(facts, 'until', until => `until ${until}`),
  ].filter(part => part !== '');
  return parts.length === 0 ? '' : ` (${parts.join(' ')})`;
}
const trustIt =
  'Import the certificate authority on this computer under Trusted Root Certification Authorities (certlm.msc), or name its PEM file in the setting exchange.caFile.';
const renewIt =
  'On the Exchange server, Get-ExchangeCertificate shows it; issue a new one and run: Enable-ExchangeCertificate -Thumbprint "<thumbprint>" -Services IIS';
const certificateRemedies: Readonly<Record<string, string>> = {
  expired: renewIt,
  revoked: renewIt,
  'ends-soon': renewIt,
  'not-yet-valid': 'Compare the clocks of this computer and of the Exchange server: w32tm /query /status',
  'wrong-host':
    'Use a name that stands in the certificate in the setting exchange.url, or issue a certificate for the name that is used now.',
  'no-tls':
    'Check the port in the setting exchange.url: https usually has 443. If the port is right, see which TLS versions the Exchange server speaks; TLS 1.2 is the oldest that is accepted.',
  'self-signed': trustIt,
  'unknown-authority': trustIt,
};

const sayNotPinned = (facts: Facts) =>
  `If the certificate was renewed, compare its fingerprint on the Exchange server${given(facts, 'fingerprint', text => ` (SHA-256, now ${text})`)}, then put the new one in the setting exchange.pinnedCertificate, or empty that setting. Else somebody is in between: find out who before anything is changed.`;

export const exchangeProblems: Readonly<Record<ExchangeCode, SayProblem>> = {
  'exchange.name-not-resolved': facts => ({
    sentence: `The name of the Exchange server${given(facts, 'host', name => ` ${name}`)} is not known to DNS.`,
    remedy: `Check the EWS address (setting exchange.url), then the DNS server of this computer: Resolve-DnsName "${host(facts)}"`,
  }),
  'exchange.refused': facts => ({
    sentence: `${server(facts)} does not accept connections${given(facts, 'port', port => ` on port ${port}`)}.`,
    remedy: `See whether the port can be reached: Test-NetConnection "${host(facts)}" -Port ${forCommandBare(facts, 'port', '443')}. If not, open it in the firewall; if so, see that IIS runs on the Exchange server: Get-Service W3SVC`,
  }),
  'exchange.timeout': facts => ({
    sentence: `${server(facts)} did not answer${howLong(facts, 'deadlineMs', 'within')}.`,
    remedy: `${again} If it lasts, look at the load of the Exchange server and lower the setting exchange.concurrency.`,
  }),
  'exchange.connection-lost': facts =>
    fact(facts, 'reason') === 'sign-in-cut'
      ? {
          sentence: `The connection to ${server(facts)} does not stay open between the steps of the sign-in, as NTLM needs it.`,
          remedy: `Look for a proxy or load balancer in between that ends or shares connections, and let this computer reach the Exchange server without it. ${again}`,
        }
      : {
          sentence: `The connection to ${server(facts)} ended before the answer was complete${answered(facts)}.`,
          remedy: `${again} If it lasts, look for a proxy, load balancer or virus scanner in between that cuts long requests.`,
        },
  'exchange.proxy': facts => sayProxy(server(facts), facts),
  'exchange.certificate': facts => ({
    sentence:
      fact(facts, 'reason') === 'no-tls'
        ? saysNoTls('Exchange', facts)
        : `The certificate of ${given(facts, 'host', name => name, 'the Exchange server')} ${certificateSentences[fact(facts, 'reason')] ?? 'is not accepted'}${aboutCertificate(facts)}.`,
    remedy:
      fact(facts, 'reason') === 'not-pinned'
        ? sayNotPinned(facts)
        : (certificateRemedies[fact(facts, 'reason')] ?? `${trustIt} ${renewIt}`),
  }),
  'exchange.sign-in-not-offered': facts => ({
    sentence: `${server(facts)} does not offer ${given(facts, 'signIn', name => `the sign-in ${name}`, 'this sign-in')}${given(facts, 'offered', names => `; it offers ${names}`)}.`,
    remedy: `Choose one that it offers in the setting exchange.signIn (ntlm, basic or oauth), or switch this one on for the EWS directory: Get-WebServicesVirtualDirectory | Format-List Server,*Authentication. No other sign-in is tried by itself.`,
  }),
  'exchange.no-token': facts => ({
    sentence: `${given(facts, 'host', name => `The token endpoint at ${name}`, 'The token endpoint')} gave no token for Exchange${answered(facts)}.`,
    remedy:
      'Check the settings exchange.tokenUrl, exchange.clientId and exchange.scope, and enter the client secret of the application again if it has been renewed.',
  }),
  'exchange.unauthorized': facts => ({
    sentence: passwordIsOver.has(fact(facts, 'responseCode'))
      ? `The password of ${theAccount(facts)} has expired${answered(facts)}.`
      : `Exchange does not accept the user name or password of ${theAccount(facts)}.`,
    remedy: `See whether the account is locked or its password has expired: Get-ADUser "<user>" -Properties LockedOut,PasswordExpired. Then enter the password again. Until that is done no further sign-in is tried, so that the account is not locked.${fact(facts, 'binding') === '' ? '' : ' If the password is right, look for a load balancer or proxy in between that opens TLS: with Extended Protection it has to show the very certificate of the Exchange server.'}`,
  }),
  'exchange.forbidden': facts => ({
    sentence: `Exchange does not let ${theAccount(facts)} use Exchange Web Services${answered(facts)}.`,
    remedy: `${shell} Set-CASMailbox "${account(facts)}" -EwsEnabled $true. If that is set, look for a rule of the whole organisation: Get-OrganizationConfig | Format-List Ews*`,
  }),
  'exchange.impersonation-denied': facts => ({
    sentence: `Exchange does not let ${theAccount(facts)} act for other mailboxes.`,
    remedy: `${shell} New-ManagementRoleAssignment -Name "Halo Integrator" -Role ApplicationImpersonation -User "${account(facts)}". Exchange may take 15 minutes to notice.`,
  }),
  'exchange.throttled': facts => ({
    sentence: `${server(facts)} asked us to slow down${answered(facts)}.`,
    remedy: `Nothing needs doing: the import goes on by itself${howLong(facts, 'retryAfterMs', 'in')}. If it comes back in every run, lower the setting exchange.concurrency or give the account a throttling policy of its own (New-ThrottlingPolicy, Set-ThrottlingPolicyAssociation).`,
  }),
  'exchange.server-error': facts => ({
    sentence: `${server(facts)} answered with an error of its own${answered(facts)}.`,
    remedy: `${again} If it lasts, run Test-ServiceHealth on the Exchange server and look at its Application event log.`,
  }),
  'exchange.not-exchange': facts => ({
    sentence: `What answers at ${given(facts, 'url', url => url, 'the EWS address')} is not Exchange Web Services${answered(facts)}.`,
    remedy: `${shell} Get-WebServicesVirtualDirectory | Format-List Server,InternalUrl,ExternalUrl. Enter the address that it shows in the setting exchange.url.`,
  }),
  'exchange.unreadable-answer': facts => ({
    sentence: `${server(facts)} sent an answer that cannot be read${answered(facts)}.`,
    remedy: `${again} Nothing is removed meanwhile. If it lasts, look for a proxy or filter in between that changes answers.`,
  }),
  'exchange.answer-too-large': facts => ({
    sentence: `An answer of ${server(facts)} was larger than this app accepts${given(facts, 'limitBytes', bytes => ` (${bytes} bytes)`)}.`,
    remedy:
      'Look for events with very long texts or very many attendees in this calendar and shorten them, or shorten the window (settings import.daysBack and import.daysAhead).',
  }),
  'exchange.wrong-version': facts => ({
    sentence: `${server(facts)} does not understand the EWS version that it is asked for${given(facts, 'version', version => ` (${version})`)}.`,
    remedy: 'Set exchange.version to Exchange2010_SP2, which every later Exchange understands too.',
  }),
  'exchange.series-not-expanded': facts => ({
    sentence: `${server(facts)} listed a series where its single occurrences were asked for in ${theCalendar(facts)}.`,
    remedy: `${kept} Run the import again. If it comes back, look for a proxy or filter in between that changes requests, and install the newest cumulative update on the Exchange server.`,
  }),
};
