/** Schema versions: which a server has, which one a request speaks, and how a server of a version names itself. */

export const serverVersions = ['Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016'] as const;
export type ServerVersion = (typeof serverVersions)[number];

/** All versions a client may ask for, oldest first, and the schema with which we answer it. */
const asked: readonly (readonly [string, ServerVersion])[] = [
  ['Exchange2007', 'Exchange2010_SP2'],
  ['Exchange2007_SP1', 'Exchange2010_SP2'],
  ['Exchange2010', 'Exchange2010_SP2'],
  ['Exchange2010_SP1', 'Exchange2010_SP2'],
  ['Exchange2010_SP2', 'Exchange2010_SP2'],
  ['Exchange2013', 'Exchange2013_SP1'],
  ['Exchange2013_SP1', 'Exchange2013_SP1'],
  ['Exchange2015', 'Exchange2016'],
  ['Exchange2016', 'Exchange2016'],
];

function atLeast(version: ServerVersion, needed: ServerVersion): boolean {
  return serverVersions.indexOf(version) >= serverVersions.indexOf(needed);
}

/** The schema of the answers; undefined = ErrorInvalidServerVersion. A request without version speaks the oldest. */
export function spokenVersion(
  requested: string | undefined,
  server: ServerVersion,
): ServerVersion | undefined {
  if (requested === undefined) return 'Exchange2010_SP2';
  const spoken = asked.find(([name]) => name === requested)?.[1];
  return spoken !== undefined && atLeast(server, spoken) ? spoken : undefined;
}

const builds: Readonly<Record<ServerVersion, string>> = {
  Exchange2010_SP2:
    'MajorVersion="14" MinorVersion="3" MajorBuildNumber="123" MinorBuildNumber="3" Version="Exchange2010_SP2"',
  Exchange2013_SP1:
    'MajorVersion="15" MinorVersion="0" MajorBuildNumber="1497" MinorBuildNumber="2" Version="V2_23"',
  Exchange2016:
    'MajorVersion="15" MinorVersion="1" MajorBuildNumber="2507" MinorBuildNumber="27" Version="V2017_07_11"',
};

export function serverVersionAttributes(server: ServerVersion): string {
  return builds[server];
}
