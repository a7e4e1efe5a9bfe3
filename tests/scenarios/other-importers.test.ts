/** Two importers on one calendar double everything: whoever else is alive stops the import before it reads or writes anything. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { told } from './ending.ts';
import { type Installation, install } from './installation.ts';

describe('an import through POST /Appointment', () => {
  let house: Installation;
  before(async () => {
    house = await install({ agents: [{ name: 'Anna' }, { name: 'Ben' }] });
    house.mailbox('Anna').book({
      subject: 'Visit',
      start: '2026-03-24T09:00:00',
      end: '2026-03-24T10:00:00',
    });
  });
  after(() => house.close());
  beforeEach(() => {
    const { state } = house.halo;
    Object.assign(state.nhserverConfig, { calendarsync: false, recurringcalendarsync: false });
    Object.assign(state.control, {
      useutcforappointments: true,
      halointegrator_exchange: false,
      halointegrator_exchange_lastsync: null,
      hashostedintegrator: false,
      exchange_calendar_webhooks: false,
    });
    state.setAgentRights({ administrator: true });
    state.setAgent(house.agentId('Anna'), { exchangeCalendars: false });
    house.change({ halo: {} });
  });

  async function isRefused(problem: string, importers?: string): Promise<void> {
    house.halo.clearRequests();
    const asked = house.exchange.requests.length;
    for (const _ of [1, 2]) {
      const report = await house.sync();
      assert.equal(report.outcome, 'could-not-run');
      assert.deepEqual(told(report), [problem]);
      if (importers !== undefined) assert.equal(report.problems[0]?.facts?.['importers'], importers);
    }
    assert.deepEqual(
      house.halo.requests.filter(each => each.method !== 'GET' && !each.path.startsWith('/auth/')),
      [],
    );
    assert.equal(house.exchange.requests.length, asked);
  }

  async function goesOn(): Promise<void> {
    const report = await house.sync();
    assert.deepEqual([report.outcome, told(report)], ['done', []]);
    assert.equal(house.appointments('Anna').length, 1);
  }

  const lastSync = '2026-03-23T06:55:00';
  const alive: readonly (readonly [string, (house: Installation) => void, string])[] = [
    ['NHServer', one => Object.assign(one.halo.state.nhserverConfig, { calendarsync: true }), 'NHServer'],
    [
      'NHServer for series alone',
      one => Object.assign(one.halo.state.nhserverConfig, { recurringcalendarsync: true }),
      'NHServer',
    ],
    [
      'the Halo Integrator',
      one =>
        Object.assign(one.halo.state.control, {
          halointegrator_exchange: true,
          halointegrator_exchange_lastsync: lastSync,
        }),
      'Halo Integrator',
    ],
    [
      'the hosted Halo Integrator',
      one =>
        Object.assign(one.halo.state.control, {
          halointegrator_exchange: true,
          hashostedintegrator: true,
          halointegrator_exchange_lastsync: lastSync,
        }),
      'Halo Integrator (hosted)',
    ],
    [
      'webhooks',
      one => Object.assign(one.halo.state.control, { exchange_calendar_webhooks: true }),
      'Exchange calendar webhooks',
    ],
    [
      "Halo's own sync of one agent",
      one => one.halo.state.setAgent(one.agentId('Anna'), { exchangeCalendars: true }),
      "Halo's own Exchange sync (1 agents)",
    ],
  ];
  for (const [name, wake, importers] of alive) {
    it(`is refused while ${name} is alive, until a person says that it is not`, async () => {
      wake(house);
      // Where the integrator is on, Halo says of all agents that it syncs them.
      const all = house.halo.state.control.halointegrator_exchange;
      await isRefused(
        'halo.other-importer halo',
        all ? `${importers}, Halo's own Exchange sync (1 agents)` : importers,
      );
      house.change({ halo: { noOtherImporter: true } });
      await goesOn();
    });
  }

  it("goes on while Halo's own sync is alive for agents that are not imported here", async () => {
    house.halo.state.addAgent({ name: 'Zoe', email: 'zoe@example.org', exchangeCalendars: true });
    await goesOn();
  });

  it('is refused where the account may not see who else imports, until a person says so', async () => {
    house.halo.state.setAgentRights({ administrator: false });
    house.change({ halo: { timesInUtc: true } });
    await isRefused('halo.other-importer-unknown halo');
    house.change({ halo: { timesInUtc: true, noOtherImporter: true } });
    await goesOn();
  });

  it('is refused where the account may not see how times are meant, until a person says so', async () => {
    house.halo.state.setAgentRights({ administrator: false });
    house.change({ halo: { noOtherImporter: true } });
    await isRefused('halo.times-not-utc halo');
    house.change({ halo: { timesInUtc: true, noOtherImporter: true } });
    await goesOn();
  });

  it('is refused where times are not UTC, whatever a person says', async () => {
    house.halo.state.control.useutcforappointments = false;
    await isRefused('halo.times-not-utc halo');
    house.change({ halo: { timesInUtc: true, noOtherImporter: true } });
    await isRefused('halo.times-not-utc halo');
  });
});
