/** GetServerTimeZones: the zones the server knows, with or without their rules. */
import { windowsZones } from '../../state/windows-zones.ts';
import type { Answer, Call } from '../call.ts';
import { attribute, child, children } from '../read-soap.ts';
import { response, success } from '../write-soap.ts';
import { writeZone } from '../write-zone.ts';

export function getServerTimeZones(call: Call): Answer {
  const ids = child(call.node, 'Ids');
  const wanted = new Set(children(ids, 'Id').map(node => node.text.trim().toLowerCase()));
  const idOnly = attribute(call.node, 'ReturnFullTimeZoneData') === 'false';
  const zones = windowsZones
    .filter(zone => ids === undefined || wanted.has(zone.id.toLowerCase()))
    .map(zone => writeZone('TimeZoneDefinition', zone, idOnly));
  const list = `<m:TimeZoneDefinitions>${zones.join('')}</m:TimeZoneDefinitions>`;
  return response('GetServerTimeZones', [success('GetServerTimeZones', list)]);
}
