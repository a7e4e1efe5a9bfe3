/** Trace: what became of one appointment, in Exchange, in Halo and why. */
import { expect, type Page } from '@playwright/test';
import { ask, dayAhead, goTo, sentence, switchOn, test } from './office.ts';

type Search = { readonly subject: string } | { readonly date: string };

async function trace(page: Page, agent: string, search: Search): Promise<void> {
  const form = page.getByRole('form', { name: 'Trace' });
  await form.getByRole('combobox', { name: 'Agent' }).selectOption(agent);
  if ('subject' in search) {
    await form.getByRole('radio', { name: 'Subject' }).check();
    await form.getByRole('searchbox', { name: 'Part of the subject' }).fill(search.subject);
  } else {
    await form.getByRole('radio', { name: 'Date' }).check();
    await form.getByLabel('Date', { exact: true }).last().fill(search.date);
  }
  await form.getByRole('button', { name: 'Trace' }).click();
}

const story = (page: Page) => page.getByRole('main').getByRole('list').getByRole('listitem');
const time = /\d\d:\d\d/.source;

test('one appointment is explained: imported, skipped with the rule, private, unknown', async ({
  app,
  office,
}) => {
  const { page } = app;
  office.book('Anna Berg', 'Server review');
  office.book('Bruno Costa', 'Focus time', 1, { freeBusy: 'Free' });
  office.book('Bruno Costa', 'Dentist', 1, {
    sensitivity: 'Private',
    start: `${dayAhead(5)}T08:00:00`,
    end: `${dayAhead(5)}T09:00:00`,
  });
  await switchOn(app, office);
  await expect(sentence(page)).toContainText('All 3 calendars are up to date.');
  await goTo(page, 'Trace');

  await trace(page, 'Anna Berg', { subject: 'REVIEW' });
  await expect(sentence(page)).toHaveText('It is in Halo.');
  const [row] = office.halo.state.appointments().filter(one => one.subject === 'Server review');
  await expect(story(page)).toHaveText([
    new RegExp(`^In Exchange: yes, changed ${time}\\.$`),
    `In Halo: yes (appointment ${row?.id}).`,
    new RegExp(`^\\s*Imported ${time}: its appointment was made by us\\.$`),
  ]);

  await trace(page, 'Bruno Costa', { subject: 'focus' });
  await expect(sentence(page)).toHaveText('Not in Halo, because free time is not imported.');
  await expect(story(page)).toHaveText([
    /^In Exchange: yes, changed/,
    'In Halo: no.',
    new RegExp(
      `^\\s*Skipped ${time}: free time is not imported\\. The setting import\\.free decides this\\.$`,
    ),
  ]);
  await expect(page.getByText('Imported if you change this.')).toBeVisible();

  // Nobody finds a private event by its words; its day shows that there is one, not what it is.
  await trace(page, 'Bruno Costa', { subject: 'Dentist' });
  await expect(sentence(page)).toHaveText(
    'Nothing is found in the calendar of Bruno Costa and nothing is remembered.',
  );
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await trace(page, 'Bruno Costa', { date: dayAhead(5) });
  await expect(sentence(page)).toHaveText('It is in Halo.');
  await expect(page.getByRole('definition').first()).toHaveText('Private');
  await expect(page.getByText('Dentist')).toHaveCount(0);

  await trace(page, 'Bruno Costa', { subject: 'focus' });
  await page.getByRole('link', { name: 'Open this rule' }).click();
  await expect(
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' }),
  ).toHaveAttribute('aria-current', 'page');
});

test('what was removed in Exchange, and an agent that is switched off, are said so', async ({
  app,
  office,
}) => {
  const { page } = app;
  const [handover = ''] = office.book('Chloe Dubois', 'Handover');
  await switchOn(app, office);
  await expect(sentence(page)).toContainText('All 3 calendars are up to date.');
  office.remove('Chloe Dubois', [handover]);
  await goTo(page, 'Trace');
  await trace(page, 'Chloe Dubois', { subject: 'handover' });
  await expect(story(page).first()).toHaveText('In Exchange: no.');
  await expect(story(page).nth(1)).toContainText('In Halo: yes');
  await ask(app, 'agents.switch', { agentIds: [office.idOf('Chloe Dubois')], on: false });
  await trace(page, 'Chloe Dubois', { subject: 'handover' });
  await expect(sentence(page)).toHaveText('Nothing of Chloe Dubois is imported.');
  await expect(page.getByText('Switched off here.')).toBeVisible();
});
