/** The build number that Exchange tells of itself, in the name that people know it by. */

/** Major and minor version; the builds of 15.2 from this one on are Subscription Edition. */
const names: Readonly<Record<string, string>> = {
  '14.0': 'Exchange 2010',
  '14.1': 'Exchange 2010 SP1',
  '14.2': 'Exchange 2010 SP2',
  '14.3': 'Exchange 2010 SP3',
  '15.0': 'Exchange 2013',
  '15.1': 'Exchange 2016',
  '15.2': 'Exchange 2019',
};
const firstSubscriptionBuild = 2_562;

/** `15.1.2507` → `Exchange 2016`; an unknown one as it is; '' for ''. */
export function sayExchangeVersion(version: string): string {
  if (version === '') return '';
  const [major = '', minor = '', build = ''] = version.split('.');
  if (major === '15' && minor === '2' && Number(build) >= firstSubscriptionBuild) return 'Exchange SE';
  return names[`${major}.${minor}`] ?? `version ${version}`;
}
