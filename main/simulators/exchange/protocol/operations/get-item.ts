/** GetItem: one response message per id, in order; an error of one id does not touch the others. */
import { Calendar, type Found } from '../../state/calendar.ts';
import { readId } from '../../state/ids.ts';
import { type Instance, occurrenceOn, selfInstance } from '../../state/instances.ts';
import { type Answer, type Call, type Reached, reach, writeContext } from '../call.ts';
import { attribute, child, children, type XmlNode } from '../read-soap.ts';
import { readShape, writeItem } from '../shape.ts';
import { type Failure, failed, response, success } from '../write-soap.ts';

export interface ReachedItem extends Reached {
  readonly instance: Instance;
}

function failureOf(found: Exclude<Found, { kind: 'found' }>, call: Call): Failure {
  if (found.kind === 'malformed') return { code: 'ErrorInvalidIdMalformed' };
  if (found.kind === 'removed') return { code: call.dialect.removedOccurrence };
  return { code: 'ErrorItemNotFound' };
}

/** An ItemId, OccurrenceItemId or RecurringMasterItemId element, as the caller may see it. */
export function itemOf(call: Call, node: XmlNode): ReachedItem | Failure {
  const id =
    attribute(node, 'Id') ?? attribute(node, 'RecurringMasterId') ?? attribute(node, 'OccurrenceId') ?? '';
  const fault = call.fault;
  if (fault?.kind === 'item-error' && (fault.itemId === undefined || fault.itemId === id)) {
    const { code, text } = fault;
    return text === undefined ? { code } : { code, text };
  }
  const read = readId(id);
  if (read === undefined || read.kind === 'folder') return { code: 'ErrorInvalidIdMalformed' };
  const mailbox = call.state.mailboxOfGuid(read.guid);
  if (mailbox === undefined) return { code: 'ErrorItemNotFound' };
  const reached = reach(call, mailbox);
  if ('code' in reached)
    return reached.code === 'ErrorFolderNotFound' ? { code: 'ErrorItemNotFound' } : reached;
  const found = mailbox.calendar.find(id);
  if (found.kind !== 'found') return failureOf(found, call);
  const instance = found.instance;
  if (node.name === 'ItemId') return { ...reached, instance };
  if (node.name === 'RecurringMasterItemId') {
    if (instance.day === undefined) return { code: 'ErrorCalendarCannotUseIdForRecurringMasterId' };
    return { ...reached, instance: selfInstance(instance.item) };
  }
  const index = Number(attribute(node, 'InstanceIndex'));
  const series = instance.item.series;
  if (series === undefined || instance.day !== undefined)
    return { code: 'ErrorCalendarCannotUseIdForOccurrenceId' };
  const day = index >= 1 ? series.days.at(index - 1) : undefined;
  if (day === undefined) return { code: 'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange' };
  const occurrence = Calendar.found(occurrenceOn(mailbox.calendar.ids, instance.item, day));
  if (occurrence.kind !== 'found') return { code: 'ErrorCalendarOccurrenceIsDeletedFromRecurrence' };
  return { ...reached, instance: occurrence.instance };
}

export function getItem(call: Call): Answer {
  const shape = readShape(child(call.node, 'ItemShape'), call.version, call.dialect.duplicatedElements);
  if ('code' in shape) return shape;
  const messages = children(child(call.node, 'ItemIds')).map(node => {
    const reached = itemOf(call, node);
    if ('code' in reached) return failed('GetItem', reached, '<m:Items/>');
    const context = writeContext(call, reached, shape.bodyType, false);
    return success('GetItem', `<m:Items>${writeItem(reached.instance, shape, context)}</m:Items>`);
  });
  return response('GetItem', messages);
}
