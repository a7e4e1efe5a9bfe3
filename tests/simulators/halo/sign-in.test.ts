import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, list, reply, start, token, withHalo } from './halo-client.ts';

test('anybody may ask where to sign in', async () => {
  await withHalo({ tenant: 'acme' }, async ({ halo }) => {
    const answer = await reply(await fetch(`${halo.url}/api/AuthInfo`));
    assert.equal(answer.status, 200);
    assert.equal(field(answer.json, 'auth_url'), `${halo.url}/auth`);
    assert.equal(field(answer.json, 'tenant_id'), 'acme');
  });
});

test('a tenant is demanded where there is one, in the query or in the form', async () => {
  await withHalo({ tenant: 'acme' }, async ({ halo }) => {
    assert.equal((await token(halo)).status, 400);
    assert.equal((await token(halo, 'all', '?tenant=other')).status, 400);
    assert.equal((await token(halo, 'all', '?tenant=ACME')).status, 200);
  });
});

test('a wrong secret is invalid_client and an unknown scope is invalid_scope', async () => {
  await withHalo({}, async ({ halo }) => {
    const wrong = await reply(
      await fetch(`${halo.url}/auth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: halo.clientId,
          client_secret: 'x',
        }),
      }),
    );
    assert.equal(wrong.status, 400);
    assert.deepEqual(wrong.json, { error: 'invalid_client' });
    assert.deepEqual((await token(halo, 'read:agents')).json, { error: 'invalid_scope' });
  });
});

test('a token expires after the seconds that it names, and an unknown one is 401', async () => {
  let clock = start;
  await withHalo({ now: () => clock, tokenSeconds: 60 }, async ({ halo, call }) => {
    assert.equal(field((await token(halo)).json, 'expires_in'), 60);
    assert.equal((await call('GET', '/agent/me')).status, 200);
    clock += 60_000;
    assert.equal((await call('GET', '/agent/me')).status, 401);
    assert.equal((await reply(await fetch(`${halo.url}/api/agent`))).status, 401);
  });
});

test('rights of a call are the scopes of the token and the rights of its agent', async () => {
  await withHalo({}, async ({ halo, call }) => {
    halo.state.setAgentRights({ calendarModify: false });
    assert.equal((await call('POST', '/Appointment', [])).status, 403);
    assert.equal((await call('GET', '/Appointment')).status, 200);
    halo.state.setAgentRights({ administrator: false });
    assert.equal((await call('GET', '/Control')).status, 403);
    halo.state.removeScope('all');
    assert.equal((await call('GET', '/Appointment')).status, 403);
    assert.equal((await call('GET', '/agent/me')).status, 200);
  });
});

test('agents are listed with their calendar preference, without disabled and API-only ones unless asked', async () => {
  await withHalo({}, async ({ halo, call }) => {
    halo.state.addAgent({ name: 'Old Bob', email: 'bob@example.com', isDisabled: true });
    halo.state.addAgent({
      name: 'Cleo',
      email: 'cleo@example.com',
      appointmentSync: 2,
      exchangeCalendars: true,
    });
    const names = async (query: string): Promise<readonly unknown[]> =>
      list((await call('GET', `/aGeNt?${query}`)).json).map(agent => field(agent, 'name'));
    assert.deepEqual(await names(''), ['Anna Berg', 'Cleo']);
    assert.deepEqual(await names('includedisabled=true'), ['Anna Berg', 'Old Bob', 'Cleo']);
    assert.deepEqual(await names('exchangecalendars=true'), ['Cleo']);
    assert.equal((await names('includeapiagents=true')).length, 3);
    const cleo = (await call('GET', '/agent/4')).json;
    assert.equal(field(cleo, 'apptsync'), 2);
    assert.equal(field((await call('GET', '/agent/me')).json, 'isapiagent'), true);
    halo.state.setAgent(4, { appointmentSync: 0, isDisabled: true });
    assert.deepEqual(await names(''), ['Anna Berg']);
  });
});

test('settings show who else imports and may be set by the test', async () => {
  await withHalo({}, async ({ halo, call }) => {
    halo.state.control.halointegrator_exchange = true;
    halo.state.nhserverConfig.calendarsync = true;
    const control = (await call('GET', '/control')).json;
    assert.equal(field(control, 'halointegrator_exchange'), true);
    assert.equal(field(control, 'useutcforappointments'), true);
    const [server] = list((await call('GET', '/nhserverconfig')).json);
    assert.equal(field(server, 'calendarsync'), true);
    assert.equal(field(server, 'recurringcalendarsync'), false);
    const types = list((await call('GET', '/Lookup?lookupid=63')).json);
    assert.equal(field(types[0], 'name'), 'Appointment');
  });
});
