/** Discovery, global settings, and look-ups: what a client reads before it writes anything. */
import type { Answer, Json, Refusal } from './answer.ts';
import { jsonAnswer, refusal } from './answer.ts';
import { appointmentTypes } from './appointment-types.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { checkFields, isRecord, isRefusal } from './field-check.ts';
import { lookupFields, nhserverConfigFields } from './fields.ts';
import { numberOf } from './query.ts';

export const settingsEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: 'authinfo', needs: 'nothing', handle: authInfo },
  { method: 'GET', path: 'instanceinfo', needs: 'token', handle: instanceInfo },
  { method: 'GET', path: 'control', needs: 'administrator', handle: call => jsonAnswer(call.state.control) },
  { method: 'GET', path: 'nhserverconfig', needs: 'administrator', handle: nhserverConfig },
  { method: 'POST', path: 'nhserverconfig', needs: 'administrator', handle: setNhserverConfig },
  { method: 'GET', path: 'lookup', needs: 'token', handle: lookup },
];

function authInfo(call: Call): Answer {
  return jsonAnswer({ auth_url: `${call.url}/auth`, tenant_id: call.tenant });
}

function instanceInfo(): Answer {
  return jsonAnswer({ version: '2.184.1', product: 'Halo simulator' });
}

function nhserverConfig(call: Call): Answer {
  return jsonAnswer([call.state.nhserverConfig]);
}

function setNhserverConfig(call: Call): Answer | Refusal {
  const [row] = Array.isArray(call.body) ? call.body : [];
  if (!isRecord(row)) return refusal(400, 'The body must be an array of NHServerConfig.');
  const checked = checkFields(row, nhserverConfigFields, 'NHServerConfig');
  if (isRefusal(checked)) return checked;
  for (const [name, value] of checked.plain) call.state.nhserverConfig[name] = value;
  return jsonAnswer([call.state.nhserverConfig]);
}

function lookup(call: Call): Answer {
  if (numberOf(call.query, 'lookupid') !== 63) return jsonAnswer([]);
  const empty: Record<string, Json> = {};
  for (const [name, kind] of lookupFields) empty[name] = kind === 'flag' ? false : null;
  return jsonAnswer(
    appointmentTypes.map(({ id, name, colour }) => ({ ...empty, lookupid: 63, id, name, value2: colour })),
  );
}
