/** Random dialects for fast-check: what is not known of a real server. */
import * as fc from 'fast-check';
import type { ExchangeDialect } from '../../main/simulators/exchange/state/dialect.ts';
import type { ExchangeMark, HaloDialect } from '../../main/simulators/halo/dialect.ts';
import { exchangeMarks } from '../../main/simulators/halo/dialect.ts';

export const exchangeDialect: fc.Arbitrary<Partial<ExchangeDialect>> = fc.record(
  {
    syncOrder: fc.constantFrom('newest', 'oldest'),
    duplicatedElements: fc.boolean(),
    fractions: fc.boolean(),
    offset: fc.constantFrom(null, '+02:00', '-09:30'),
    blankSubjects: fc.boolean(),
    findRefusesDetails: fc.boolean(),
    setsZonesOf: fc.constantFrom('all', 'own', 'masters'),
    withoutRights: fc.constantFrom('ErrorFolderNotFound', 'ErrorAccessDenied'),
    removedOccurrence: fc.constantFrom('ErrorItemNotFound', 'ErrorCalendarOccurrenceIsDeletedFromRecurrence'),
    changeKeyOnDelete: fc.boolean(),
    forgivesSyncState: fc.boolean(),
    occurrenceChangeUpdatesMaster: fc.boolean(),
    zonesIdOnly: fc.boolean(),
    mastersInView: fc.nat({ max: 5 }).map(number => number === 5),
  },
  { requiredKeys: [] },
);

function without(...dropped: readonly ExchangeMark[]): readonly ExchangeMark[] {
  return exchangeMarks.filter(mark => !dropped.includes(mark));
}

/** Marks with which the import is right, and by which a judge finds the appointment of an event. */
const enough = [
  exchangeMarks,
  without('changekey'),
  without('exchangemailboxfqdn'),
  without('recurring_master_id'),
  without('exchange_uid'),
];
/** A Halo that drops our own mark. */
const tooFew = [[], without('calendar_id')];

export const haloDialect: fc.Arbitrary<Partial<HaloDialect>> = fc.record(
  {
    postAnswer: fc.constantFrom('array', 'first-object', 'envelope'),
    listShape: fc.constantFrom('by-pageinate', 'always-array', 'always-envelope'),
    pageCap: fc.constantFrom(3, 10, 100),
    getDeleted: fc.constantFrom('404', 'row'),
    deletedMark: fc.constantFrom('deleted-true', 'no-rights'),
    postDeleted: fc.constantFrom('refused', 'revives', 'stays-deleted'),
    arrayRefusal: fc.constantFrom('earlier-stored', 'none-stored'),
    windowRule: fc.constantFrom('overlap', 'starts-inside', 'inside'),
    dateForm: fc.constantFrom('plain', 'with-z'),
    allDayForm: fc.constantFrom('inclusive', 'exclusive-end', 'date-only-fields'),
    overlapRefusal: fc.boolean(),
    mailsOnWrite: fc.constantFrom('when-asked', 'unless-forbidden'),
    longTexts: fc.constantFrom('cut', 'refused'),
    trimsTrailingBlanks: fc.boolean(),
    noteKept: fc.constantFrom('as-sent', 'html'),
    errorShape: fc.constantFrom('result-code', 'class-name', 'message', 'error', 'text', 'empty'),
    retryAfter: fc.boolean(),
    marksKept: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...enough) }, fc.constantFrom(...tooFew)),
  },
  { requiredKeys: [] },
);
