/** The twelve people of the demo and the servers' names for them. Data only; none of them exists. */

export interface DemoPerson {
  readonly name: string;
  readonly address: string;
  /** Windows zone of the mailbox. */
  readonly timeZone: string;
  readonly team: 'desk' | 'infrastructure' | 'field' | 'new-york';
}

const westEurope = 'W. Europe Standard Time';
const romance = 'Romance Standard Time';
const greenwich = 'GMT Standard Time';
const eastern = 'Eastern Standard Time';

function person(name: string, timeZone: string, team: DemoPerson['team']): DemoPerson {
  return { name, address: `${name.toLowerCase().replaceAll(' ', '.')}@demo.example`, timeZone, team };
}

export const demoPeople = {
  anna: person('Anna Keller', westEurope, 'desk'),
  bruno: person('Bruno Costa', romance, 'desk'),
  chloe: person('Chloe Dubois', romance, 'desk'),
  david: person('David Evans', greenwich, 'desk'),
  emma: person('Emma Fischer', westEurope, 'infrastructure'),
  farid: person('Farid Ghani', westEurope, 'infrastructure'),
  grace: person('Grace Hughes', greenwich, 'infrastructure'),
  henrik: person('Henrik Iversen', westEurope, 'field'),
  ines: person('Ines Jimenez', romance, 'field'),
  jack: person('Jack Kowalski', westEurope, 'field'),
  karen: person('Karen Lopez', eastern, 'new-york'),
  luis: person('Luis Moreno', eastern, 'new-york'),
} as const;

export type PersonKey = keyof typeof demoPeople;

/** In the order in which they become agents of Halo. */
export const everybody: readonly DemoPerson[] = Object.values(demoPeople);

/** The day on which the demo begins: a Monday, six days before Europe's clocks go forward on 29 March 2026. */
export const demoStart = '2026-03-23T07:00:00Z';

/** The window of the demo's settings, in days from `demoStart`. */
export const demoWindow = { daysBack: 14, daysAhead: 21 } as const;
