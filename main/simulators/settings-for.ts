/** The settings file with which the product talks to a pair of simulators. Plain data; secrets are never in it. */

import { ownCodes } from './halo/schedule-codes.ts';

export interface SimulatedPair {
  /** The whole EWS address. */
  readonly exchangeUrl: string;
  readonly masterUser: string;
  readonly signIn: 'basic' | 'ntlm';
  readonly haloUrl: string;
  readonly clientId: string;
  /** Halo writes Exchange by itself: then the import goes through the integrator door. */
  readonly exchangeModule: boolean;
}

/** Values of `apptsync` that the simulated agents carry. */
export const preferenceOn = 1;
const preferenceOff = 2;

/** What a simulator has no limit for is asked with a throttle that does not slow a test. */
const requestsPerMinute = 6000;

/** Everything that is not named here keeps its default. */
export function settingsFor(pair: SimulatedPair) {
  return {
    version: 1,
    halo: {
      url: pair.haloUrl,
      clientId: pair.clientId,
      door: pair.exchangeModule ? 'integrator' : 'appointments',
      requestsPerMinute,
    },
    exchange: { url: pair.exchangeUrl, signIn: pair.signIn, access: 'impersonation', user: pair.masterUser },
    agents: { preferenceOn: [preferenceOn], preferenceOff: [preferenceOff] },
    // What somebody would confirm who looked at series in this Halo.
    outbound: { seriesCodes: ownCodes },
  } as const;
}
