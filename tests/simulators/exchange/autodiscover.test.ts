/** Autodiscover of the simulated Exchange, asked by hand and by our search. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchAddress } from '../../../main/adapters/exchange/autodiscover/search.ts';
import { createHttpClient } from '../../../main/adapters/http/http-client.ts';
import { createSystemClock } from '../../../main/adapters/system/clock.ts';
import { defaultSettings } from '../../../preload/contract/settings.ts';
import { post, withSimulator } from './raw-client.ts';

const anna = 'anna@corp.example';
const pox = (address: string) =>
  `<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>${address}</EMailAddress></Request></Autodiscover>`;

test('POX tells where EWS is to who has signed in, and a code for a mailbox that it has not', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna, password: 'secret' });
    const url = simulator.url.replace('/EWS/Exchange.asmx', '/AutoDiscover/autodiscover.xml');
    const nobody = await fetch(url, { method: 'POST', body: pox(anna) });
    assert.equal(nobody.status, 401);
    const who = { user: anna, password: 'secret' };
    const found = await post(url, pox(anna), who);
    assert.match(found.xml, new RegExp(`<Type>EXCH</Type><EwsUrl>${simulator.url}</EwsUrl>`));
    assert.match((await post(url, pox('bo@corp.example'), who)).xml, /<ErrorCode>500</);
    assert.match((await post(url, '<a>', who)).xml, /<ErrorCode>600</);
  }));

test('our search finds EWS by SOAP and by POX, and hears that a password is wrong', () =>
  withSimulator({}, async simulator => {
    simulator.state.addMailbox({ address: anna, password: 'secret' });
    const clock = createSystemClock();
    const requestLog = { record: () => {}, latest: async () => [] };
    const http = createHttpClient({ maxSockets: 2, clock, requestLog });
    const search = (file: string, address: string, secret = 'secret') =>
      searchAddress(
        { settings: { ...defaultSettings.exchange, signIn: 'basic', user: anna }, secret, http, clock },
        {
          address,
          allowed: [],
          first: simulator.url.replace('/EWS/Exchange.asmx', `/autodiscover/autodiscover.${file}`),
        },
        new AbortController().signal,
      );
    for (const file of ['svc', 'xml']) {
      assert.deepEqual((await search(file, anna)).found, [simulator.url], file);
      const unknown = await search(file, 'bo@corp.example');
      assert.deepEqual([unknown.found, unknown.steps[0]?.outcome], [[], 'error'], file);
      assert.equal((await search(file, anna, 'wrong')).isRefused, true, file);
    }
    http.close();
  }));
