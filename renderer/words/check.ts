/** Words of Check. Rungs, what was found and the fixes come from the main process. */
export const checkWords = {
  idle: 'Integration not working? See where it breaks.',
  lead: 'Each rung needs those above it. The check asks both servers and writes nothing.',
  leadDone: (at: string, took: string) =>
    `Integration not working? Each rung needs those above it. Checked at ${at} in ${took}; nothing was written.`,
  checking: 'Checking both servers …',
  seconds: (took: string) => `${took} so far`,
  checkNow: 'Check now',
  checkAgain: 'Check again',
  what: 'Check',
  serversOnly: 'Servers and the first agent',
  servers: { halo: 'Halo', exchange: 'Exchange', nudges: 'Nudges from Halo' },
  states: {
    good: 'passed',
    warned: 'passed, needs you soon',
    broken: 'broken',
    'not-reached': 'not reached',
  },
  stopsHere: 'Stops here',
  fix: 'What to do',
  allGood: 'Every rung holds.',
  allGoodSays: 'Both servers answer, the accounts may do what they must, and the calendar can be read.',
  afterFix: 'Then choose Check again.',
} as const;
