/** What the number of a setting counts, for lists of settings. '' for what counts nothing. */
const units: Readonly<Record<string, string>> = {
  version: '',
  'halo.requestsPerMinute': 'requests a minute',
  'halo.rowsPerWrite': 'rows',
  'exchange.concurrency': 'requests',
  'import.daysBack': 'days',
  'import.daysAhead': 'days',
  'schedule.everyMinutes': 'minutes',
  'outbound.pollSeconds': 'seconds',
  'outbound.endpoint.port': '',
  'safety.removalsPerMailbox': 'series and singles',
  'safety.removalsPercent': 'percent',
  'safety.removalsAtLeast': 'series and singles',
  'safety.removalsPerRun': 'series and singles',
  'safety.removalsPerRunPercent': 'percent',
  'safety.createsPercent': 'percent',
  'safety.logDays': 'days',
  'safety.logMegabytes': 'megabytes',
};

/** Undefined: nothing is known of this setting. */
export function unitOf(key: string): string | undefined {
  return Object.hasOwn(units, key) ? units[key] : undefined;
}
