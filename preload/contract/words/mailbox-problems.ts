/** Words for what goes wrong with one mailbox in Exchange or one item in it. Only words; when to say them is decided elsewhere. */
import type { ProblemCode } from '../../../main/core/problem.ts';
import { answered, type Facts, fact, forCommand, given, type SayProblem } from './facts.ts';

type MailboxCode = Extract<ProblemCode, `mailbox.${string}` | `item.${string}`>;

const account = (facts: Facts) => forCommand(facts, 'account', '<master account>');
const mailbox = (facts: Facts) => forCommand(facts, 'mailbox', '<mailbox>');
export const theAccount = (facts: Facts) =>
  given(facts, 'account', name => `the account ${name}`, 'the master account');

/** `the calendar of Anna Keller (anna@…)`, with what is known. */
export function theCalendar(facts: Facts): string {
  const agent = fact(facts, 'agent');
  const address = fact(facts, 'mailbox');
  if (agent !== '' && address !== '') return `the calendar of ${agent} (${address})`;
  const known = agent === '' ? address : agent;
  return known === '' ? 'this calendar' : `the calendar of ${known}`;
}

/** `the mailbox of Anna Keller (anna@…)`, with what is known. */
function mailboxOf(facts: Facts, none: string): string {
  const agent = given(facts, 'agent', name => ` of ${name}`);
  const address = given(facts, 'mailbox', text => (agent === '' ? ` ${text}` : ` (${text})`));
  return agent + address === '' ? none : `mailbox${agent}${address}`;
}

/** The same at the beginning of a sentence. */
function atTheStart(facts: Facts): string {
  return `The ${mailboxOf(facts, 'mailbox of this calendar')}`;
}

/** What we knew before asking. */
function whyRefused(facts: Facts): string {
  const zone = given(facts, 'zone', name => ` of ${name}`);
  const reason = fact(facts, 'reason');
  if (reason === 'series') return ' It cannot hold such a repetition.';
  if (reason === 'guests') return ' One of the attendees has no mail address.';
  if (zone === '' && reason !== 'zone') return '';
  return ` It has no time zone with the clocks${zone === '' ? ' of the agents' : zone} (setting outbound.zone).`;
}

export const kept = 'Its appointments in Halo stay as they are.';
const again = 'The import tries again by itself.';

export const mailboxProblems: Readonly<Record<MailboxCode, SayProblem>> = {
  'mailbox.unknown': facts => ({
    sentence: `Exchange does not know the ${mailboxOf(facts, 'mailbox of this agent')}.`,
    remedy: `${kept} Correct the address in Halo or in the setting agents.mailboxes. To see whether it exists: Get-Recipient "${mailbox(facts)}". A RemoteUserMailbox is in the cloud: switch that agent off here (agents.off).`,
  }),
  'mailbox.access-denied': facts => ({
    sentence: `Exchange does not let ${theAccount(facts)} read ${theCalendar(facts)}${answered(facts)}.`,
    remedy: `${kept} With impersonation, see that the role covers this mailbox: Get-ManagementRoleAssignment -Role ApplicationImpersonation -GetEffectiveUsers -WritableRecipient "${mailbox(facts)}". With delegate access, run: Add-MailboxFolderPermission "${mailbox(facts)}:\\Calendar" -User "${account(facts)}" -AccessRights Reviewer`,
  }),
  'mailbox.impersonation-denied': facts => ({
    sentence: `Exchange does not let ${theAccount(facts)} act for the ${mailboxOf(facts, 'mailbox of this agent')}.`,
    remedy: `${kept} The account signs in, but its role does not cover this mailbox. See who may act for it: Get-ManagementRoleAssignment -Role ApplicationImpersonation -GetEffectiveUsers -WritableRecipient "${mailbox(facts)}". Then add the mailbox to the group or scope of the role (Get-ManagementScope). Exchange may take 15 minutes to notice.`,
  }),
  'mailbox.moving': facts => ({
    sentence: `${atTheStart(facts)} is being moved to another database.`,
    remedy: `Nothing needs doing: it is read again when the move has ended. To follow the move: Get-MoveRequestStatistics "${mailbox(facts)}"`,
  }),
  'mailbox.elsewhere': facts => ({
    sentence: `${atTheStart(facts)} is not on this Exchange: it was moved to the cloud or to another server, or removed.`,
    remedy: `${kept} Switch the agent off here (agents.off), or enter the address of a mailbox on this server in the setting agents.mailboxes. To see where it is: Get-Recipient "${mailbox(facts)}" | Format-List RecipientTypeDetails,ExternalEmailAddress`,
  }),
  'mailbox.replaced': facts => ({
    sentence: `Behind the same address there is another calendar now: ${theCalendar(facts)} has a new identity.`,
    remedy: `${kept} Nothing is removed until you have seen the plan: show it with the command preview, then approve or keep what the command held lists.`,
  }),
  'mailbox.unavailable': facts => ({
    sentence: `${atTheStart(facts)} cannot be opened at the moment${answered(facts)}.`,
    remedy: `${again} ${kept} If it lasts, see whether its database is mounted: Get-MailboxDatabase -Status | Format-Table Name,Mounted`,
  }),
  'mailbox.disabled': facts => ({
    sentence: `The account of the ${mailboxOf(facts, 'mailbox of this agent')} is disabled, so Exchange does not open it.`,
    remedy: `${kept} If the person has left, switch the agent off here (agents.off). Else see its account: Get-Mailbox "${mailbox(facts)}" | Format-List ExchangeUserAccountControl,AccountDisabled`,
  }),
  'mailbox.misconfigured': facts => ({
    sentence: `${atTheStart(facts)} is not set up completely in Exchange${answered(facts)}.`,
    remedy: `${kept} See what Exchange says of it, a warning above all: Get-Mailbox "${mailbox(facts)}" | Format-List IsValid,Database,ServerName,RecipientTypeDetails`,
  }),
  'mailbox.full': facts => ({
    sentence: `${atTheStart(facts)} is full, and Exchange refuses what it is asked${answered(facts)}.`,
    remedy: `${kept} Have the person delete or archive something, or raise the quota. To see both: Get-MailboxStatistics "${mailbox(facts)}" | Format-List TotalItemSize,StorageLimitStatus`,
  }),
  'mailbox.unknown-response': facts => ({
    sentence: `Exchange gave an answer that this app does not know when it was asked for ${theCalendar(facts)}${answered(facts)}.`,
    remedy: `${again} ${kept} If it lasts, look the code up in Microsoft's list of EWS response codes and look at the Application event log of the Exchange server at that time.`,
  }),
  'mailbox.sync-state-invalid': facts => ({
    sentence: `Exchange no longer knows the point up to which ${theCalendar(facts)} was read.`,
    remedy: 'Nothing needs doing: the calendar is read anew and compared with what is remembered.',
  }),
  'mailbox.folder-not-found': facts => ({
    sentence: `The calendar folder that was read before is not there any more: ${theCalendar(facts)}.`,
    remedy: `${kept} See whether the mailbox has a calendar: Get-MailboxFolderStatistics "${mailbox(facts)}" -FolderScope Calendar`,
  }),
  'mailbox.read-incomplete': facts => ({
    sentence: `Exchange did not give all of ${theCalendar(facts)}${given(facts, 'missing', count => ` (missing: ${count})`)}${answered(facts)}.`,
    remedy: `${again} Nothing is removed from an incomplete read. If it lasts, shorten the window (settings import.daysBack and import.daysAhead).`,
  }),
  'mailbox.not-imported-yet': facts => ({
    sentence: `${atTheStart(facts)} was not imported yet.`,
    remedy: 'Nothing needs doing: changes from Halo are written to it after its first import.',
  }),
  'item.unreadable': facts => ({
    sentence: `${fact(facts, 'count') === '' || facts['count'] === 1 ? 'One event' : `${fact(facts, 'count')} events`} of ${theCalendar(facts)} cannot be read${answered(facts)}.`,
    remedy:
      'What Halo holds of it stays as it is, the rest of the calendar goes on, and it is asked for again by itself. Ask the agent to open the event in Outlook and save it again, or to make it anew.',
  }),
  'item.not-found': facts => ({
    sentence: `An event of ${theCalendar(facts)} was deleted while it was being read.`,
    remedy: 'Nothing needs doing: the next run sees the deletion.',
  }),
  'item.conflict': facts => ({
    sentence: `An event of ${theCalendar(facts)} was changed in Exchange while a change from Halo was being written.`,
    remedy:
      'Nothing needs doing: both are read again, and the conflict rule (setting outbound.conflict) decides field by field.',
  }),
  'item.not-imported-yet': facts => ({
    sentence: `An appointment of Halo has its like in ${theCalendar(facts)}, which was not imported yet.`,
    remedy:
      'Nothing needs doing: no second event is made, and the next import ties both, or asks where several look the same.',
  }),
  'item.refused': facts => ({
    sentence: `Exchange does not accept a change of an event of ${theCalendar(facts)}${answered(facts)}.${whyRefused(facts)}`,
    remedy:
      'Nothing was written for it and the rest goes on. It is tried again when the appointment changes in Halo, or with outbound retry.',
  }),
};
