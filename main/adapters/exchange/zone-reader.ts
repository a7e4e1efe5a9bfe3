/** The zone of an item: its rules, else its name, else UTC with a word in the log. Equal definitions become one object. */
import { utcZone, type ZoneRules } from '../../core/zone.ts';
import type { Clock, Log } from '../../ports.ts';
import type { XmlNode } from './read-answers/xml-tree.ts';
import { readZoneRules, zoneName } from './read-answers/zone.ts';
import { zoneByName } from './zone-by-name.ts';

/** Different definitions kept; a calendar has a handful. */
const mostKept = 500;

/** What Exchange calls UTC besides `UTC`. */
const utcName = 'tzone://microsoft/utc';

export function createZoneReader(options: {
  clock: Clock;
  log: Log;
}): (zone: XmlNode | undefined) => ZoneRules {
  const kept = new Map<string, ZoneRules>();
  /** Items of one answer share the node of a zone: most need no look at its text. */
  const ofNode = new WeakMap<XmlNode, ZoneRules>();

  function read(zone: XmlNode): ZoneRules {
    const rules = readZoneRules(zone);
    if (rules !== null) return rules;
    const name = zoneName(zone);
    if (name === '' || name.toLowerCase() === utcName) return utcZone;
    const named = zoneByName(name, options.clock.now());
    if (named === null)
      options.log.write('warning', 'A time zone without rules is unknown; UTC is used', { zone: name });
    return named ?? utcZone;
  }

  function byText(zone: XmlNode): ZoneRules {
    const key = JSON.stringify(zone);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const rules = read(zone);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, rules);
    return rules;
  }

  return zone => {
    if (zone === undefined) return utcZone;
    const rules = ofNode.get(zone) ?? byText(zone);
    ofNode.set(zone, rules);
    return rules;
  };
}
