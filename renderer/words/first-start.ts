/** Words of First start. What is there and what is missing comes from the main process. */
import type { FirstStartView } from '../../preload/contract/views/setup.ts';

type Step = FirstStartView['step'];

export const firstStartWords = {
  path: 'First start',
  step: (number: number, all: number) => `Step ${number} of ${all}`,
  done: '(done)',
  justLooking: 'Just looking?',
  trySample: 'Try with sample data',
  toStatus: 'To the status',
  back: 'Back',
  checkAndGoOn: 'Check and go on',
  goOn: 'Go on',
  checking: 'Checking …',
  notTried: 'Not tried yet',
  sentences: {
    halo: 'Connect to Halo.',
    exchange: 'Connect to Exchange.',
    agents: 'Match agents and mailboxes.',
    preview: 'See the first import.',
    'switch-on': 'Switch on.',
  } satisfies Readonly<Record<Step, string>>,
  leads: {
    halo: 'Say first who writes Exchange, then where Halo is. Nothing is written anywhere before the last step.',
    exchange:
      'One account reads the calendars of your agents. Nothing is written anywhere before the last step.',
    agents:
      'Agents come from Halo and are matched to mailboxes by e-mail. Say what their own choice in Halo means.',
    preview:
      'The same plan as a run, on calendars read now. Appointments that Halo has already are linked, not doubled.',
    'switch-on': 'Choose how often. The first import starts at once, and then runs by itself.',
  } satisfies Readonly<Record<Step, string>>,
  short: {
    halo: 'Where it is, who writes Exchange',
    exchange: 'One account for all calendars',
    agents: 'Match each to a mailbox',
    preview: 'See the first import; nothing is written',
    'switch-on': 'Choose how often',
  } satisfies Readonly<Record<Step, string>>,
  needs: {
    title: 'What the account needs',
    says: 'A mailbox is not needed. The role lets it act for one group of mailboxes, and for no other.',
    shell: 'Exchange Management Shell',
  },
  application: {
    title: 'What Halo needs',
    says: 'In Halo, open Configuration > Integrations > Halo API and add an application: authentication by client ID and secret, signed in as an agent that sees all calendars, with the permissions to read agents and to read and edit calendars.',
  },
  found: 'Agents and mailboxes',
  mailbox: 'Mailbox',
  says: 'What it says',
  more: (many: number) => `and ${many} more`,
  makePreview: 'Make the preview',
  again: 'Preview again',
  switchOn: 'Switch on',
  over: 'First start is done.',
  overSays: 'The schedule runs. Everything that was asked here can be changed in Settings.',
} as const;

/** Gives the account the role for one group. What could end a text in PowerShell is not put in. */
export function impersonationCommands(account: string): string {
  const safe = account === '' || /["'`$;\r\n]/.test(account) ? '<master account>' : account;
  return [
    '$group = (Get-DistributionGroup "Halo Agents").DistinguishedName',
    'New-ManagementScope -Name "Halo agents" `',
    '  -RecipientRestrictionFilter "MemberOfGroup -eq \'$group\'"',
    'New-ManagementRoleAssignment -Name "Halo Integrator" `',
    '  -Role ApplicationImpersonation `',
    `  -User "${safe}" \``,
    '  -CustomRecipientWriteScope "Halo agents"',
  ].join('\n');
}
