/**
 * The named property by which we know an item again that we made in Exchange. A copy that a person makes carries it too. The names are for
 * ever: items that carry them are in calendars.
 */
import type { ExtendedPropertyDefinition } from 'ews-javascript-api';
import type { EwsLibrary } from './ews-library.ts';

/** A property set of our own; nobody else writes into it. */
export const sentMarkSet = 'b56a1b15-3dd3-409b-b91b-087aa457870a';
export const sentMarkName = 'HaloIntegrator';

/** The property as the library asks for it, writes it and searches by it. */
export function sentMarkProperty(ews: EwsLibrary): ExtendedPropertyDefinition {
  return new ews.ExtendedPropertyDefinition(
    new ews.Guid(sentMarkSet),
    sentMarkName,
    ews.MapiPropertyType.String,
  );
}
