/** An office that writes both sides: what people do in Halo reaches Exchange, or is refused, while time passes by order. */
import { expect } from '@playwright/test';
import { type App, passTime } from './launch.ts';
import { dayAhead, type Office, sentence, switchOn } from './office.ts';

export const visit = { start_date: `${dayAhead(3)}T09:00:00Z`, end_date: `${dayAhead(3)}T10:00:00Z` };

/** Both ways, with a first import and a first look at Halo behind them. */
export async function sendToo(app: App, office: Office): Promise<void> {
  await switchOn(app, office, {
    outbound: { enabled: true, pollSeconds: 10, zone: 'Europe/Paris' },
    // Time passes for the way out, not for another import in the middle of it.
    schedule: { everyMinutes: 1_440 },
  });
  await expect(sentence(app.page)).toHaveText(/^All 3 calendars are up to date\./);
  await expect(app.page.getByRole('link', { name: /^Outbound Nothing waits/ })).toBeVisible();
  await passTime(app, 1);
}

/** In Halo, given to two agents: an event belongs to one calendar. */
export function share(office: Office, subject: string): number {
  const { state } = office.halo;
  const made = state.book({ agent_id: office.idOf('Anna Berg'), subject, ...visit });
  state.shareWith(made.id, [office.idOf('Bruno Costa')]);
  return made.id;
}

export const inExchange = (office: Office) =>
  office.exchange.state
    .mailbox(office.addressOf('Anna Berg'))
    .items()
    .map(item => item.subject)
    .sort();

/** Time passes until it is there. */
export async function eventually(app: App, check: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await passTime(app, 0.5);
    await check();
  }).toPass({ intervals: [100] });
}

/** One appointment whose subject both sides change; Exchange wins. */
export async function collide(app: App, office: Office): Promise<void> {
  const { state } = office.halo;
  const made = state.book({ agent_id: office.idOf('Anna Berg'), subject: 'Visit', ...visit });
  await eventually(app, async () => expect(inExchange(office)).toEqual(['Visit']));
  // What both sides have in common is remembered, too.
  await expect(app.page.getByRole('link', { name: /^Outbound Nothing waits last written/ })).toBeVisible();
  const mailbox = office.exchange.state.mailbox(office.addressOf('Anna Berg'));
  mailbox.change(mailbox.items()[0]?.id ?? '', { subject: 'As Outlook says' });
  state.edit(made.id, { subject: 'As Halo says' });
  await eventually(app, async () => expect(office.inHalo('Anna Berg')).toEqual(['As Outlook says']));
}
