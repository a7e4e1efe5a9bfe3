/** The judge of the demo: it agrees when Halo holds what Exchange shows, and names what is missing, doubled, wrong or told too much. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare } from '../../main/demo/compare.ts';
import { demoPeople, demoStart } from '../../main/demo/people.ts';
import { type DemoServers, master, startServers } from '../../main/demo/servers.ts';

const anna = demoPeople.anna.address;

/** One calendar with one event of each kind that matters, and a Halo filled by hand as it should be. */
async function stage() {
  const servers = await startServers(() => Date.parse(demoStart));
  const mailbox = servers.exchange.state.mailbox(anna);
  const { book } = servers.halo.state;
  const inHalo = book.bind(servers.halo.state);
  const agent = servers.people.find(one => one.address === anna)?.agentId ?? 0;
  const uid = (number: number) => `0400${number}`;
  mailbox.book({
    uid: uid(1),
    subject: 'Review  of <racks>',
    start: '2026-03-24T10:00:00',
    end: '2026-03-24T11:00:00',
    location: 'Room 1',
    body: '<p>Bring labels &amp; tape.</p>',
    attendees: [{ address: 'b@demo.example', name: 'Bea', kind: 'required' }],
  });
  const review = inHalo({
    agent_id: agent,
    subject: 'Review of <racks>',
    start_date: '2026-03-24T09:00:00Z',
    end_date: '2026-03-24T10:00:00Z',
    appointment_location_free_text: 'Room 1',
    note: 'Bring labels & tape.',
    attendees: 'Bea',
  });
  mailbox.book({ subject: 'Leave', start: '2026-03-28', end: '2026-03-31', allDay: true, freeBusy: 'OOF' });
  const leave = inHalo({
    agent_id: agent,
    subject: 'Leave',
    start_date: '2026-03-28T00:00:00Z',
    end_date: '2026-03-30T23:59:59Z',
    allday: true,
  });
  mailbox.book({
    subject: 'Doctor',
    start: '2026-03-25T08:00:00',
    end: '2026-03-25T09:00:00',
    location: 'Clinic',
    body: 'X-ray',
    sensitivity: 'Private',
  });
  const doctor = inHalo({
    agent_id: agent,
    subject: 'Private appointment',
    start_date: '2026-03-25T07:00:00Z',
    end_date: '2026-03-25T08:00:00Z',
    is_private: true,
  });
  mailbox.book({
    subject: 'Focus',
    start: '2026-03-26T08:00:00',
    end: '2026-03-26T09:00:00',
    freeBusy: 'Free',
  });
  return { servers, inHalo, agent, review, leave, doctor };
}

function judge(servers: DemoServers) {
  return compare({
    exchange: { url: servers.exchange.url, ...master },
    halo: {
      url: servers.halo.url,
      clientId: servers.halo.clientId,
      clientSecret: servers.halo.clientSecret,
      pass: () => Promise.reject(new Error('Halo was asked too often')),
    },
    people: servers.people,
    madeInHalo: servers.madeInHalo,
    from: '2026-03-20T00:00:00Z',
    to: '2026-04-10T00:00:00Z',
  });
}

type Stage = Awaited<ReturnType<typeof stage>>;

const spoiled: readonly {
  readonly name: string;
  readonly spoil: (one: Stage) => void;
  readonly says: RegExp;
}[] = [
  {
    name: 'a missing appointment',
    spoil: ({ servers, leave }) => servers.halo.state.deleteByHand(leave.id),
    says: /Anna Keller, 2026-03-28\/2026-03-30, "Leave": missing in Halo/,
  },
  {
    name: 'a doubled appointment',
    spoil: ({ inHalo, leave }) => {
      const { agent_id, subject, allday, start_date, end_date } = leave;
      inHalo({ agent_id, subject, allday, start_date: `${start_date}Z`, end_date: `${end_date}Z` });
    },
    says: /"Leave": appointment \d+ is there twice/,
  },
  {
    name: 'an appointment without an event',
    spoil: ({ inHalo, agent }) =>
      inHalo({
        agent_id: agent,
        subject: 'Focus',
        start_date: '2026-03-26T07:00:00Z',
        end_date: '2026-03-26T08:00:00Z',
      }),
    says: /"Focus": appointment \d+ has no event in Exchange/,
  },
  {
    name: 'an hour too early',
    spoil: ({ servers, review }) =>
      servers.halo.state.edit(review.id, {
        start_date: '2026-03-24T08:00:00Z',
        end_date: '2026-03-24T09:00:00Z',
      }),
    says: /appointment \d+ is wrong: when is "2026-03-24T08:00:00Z\/2026-03-24T09:00:00Z"/,
  },
  {
    name: 'a whole day a day too long',
    spoil: ({ servers, leave }) => servers.halo.state.edit(leave.id, { end_date: '2026-03-31T23:59:59Z' }),
    says: /is wrong: when is "2026-03-28\/2026-03-31"/,
  },
  {
    name: 'another subject',
    spoil: ({ servers, review }) => servers.halo.state.edit(review.id, { subject: 'Review' }),
    says: /is wrong: subject is "Review"/,
  },
  {
    name: 'another note',
    spoil: ({ servers, review }) => servers.halo.state.edit(review.id, { note: 'Bring labels &amp; tape.' }),
    says: /is wrong: note is "Bring labels &amp; tape\."/,
  },
  {
    name: 'attendees that are not invited',
    spoil: ({ servers, review }) => servers.halo.state.edit(review.id, { attendees: 'Bea; Anna Keller' }),
    says: /is wrong: attendees is/,
  },
  {
    name: 'a private place that is told',
    spoil: ({ servers, doctor }) =>
      servers.halo.state.edit(doctor.id, { appointment_location_free_text: 'Clinic' }),
    says: /is wrong: location is "Clinic"/,
  },
  {
    name: 'a private note that is told',
    spoil: ({ servers, doctor }) => servers.halo.state.edit(doctor.id, { note: 'X-ray' }),
    says: /is wrong: note is "X-ray"/,
  },
  {
    name: 'an appointment of Halo itself that was touched',
    spoil: ({ servers }) =>
      servers.halo.state.edit(servers.madeInHalo[0]?.id ?? 0, { subject: 'Ticket: gone' }),
    says: /was made in Halo and is no longer as it was/,
  },
];

test('the judge agrees with a Halo that holds what Exchange shows', async () => {
  const one = await stage();
  try {
    const { agree, events, appointments, differences } = await judge(one.servers);
    assert.deepEqual(
      { agree, events, appointments, differences },
      { agree: true, events: 4, appointments: 3, differences: [] },
    );
  } finally {
    await one.servers.close();
  }
});

for (const { name, spoil, says } of spoiled) {
  test(`the judge names ${name}`, async () => {
    const one = await stage();
    try {
      spoil(one);
      const { agree, differences } = await judge(one.servers);
      assert.equal(agree, false);
      assert.equal(differences.length, 1, differences.join('\n'));
      assert.match(differences[0] ?? '', says);
    } finally {
      await one.servers.close();
    }
  });
}
