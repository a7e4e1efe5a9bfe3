/** Words of the search for the address of EWS, beside those that the command line says too. */
export const addressWords = {
  find: 'Find by Autodiscover',
  mailbox: 'Find it by a mailbox',
  hint: 'Asks over https alone, with the account and password set here, and only within the domain of this address. You confirm what is found.',
  search: 'Search',
  searching: 'Searching …',
  use: 'Use this address',
  allow: (host: string) => `Allow ${host} and search again`,
  asked: (many: number) => (many === 1 ? '1 address was asked' : `${many} addresses were asked`),
} as const;
