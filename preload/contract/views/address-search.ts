/** What Autodiscover found, with every address that was asked; the administrator confirms one. */
import { z } from 'zod';

export const searchStep = z.strictObject({
  url: z.string(),
  outcome: z.enum(['found', 'redirected', 'nothing-there', 'not-safe', 'refused', 'error']),
  /** Where it points to: an address of the web, or of another mailbox. */
  to: z.string().optional(),
  /** A code: of the network, of Autodiscover, an HTTP status. */
  why: z.string().optional(),
});
export type SearchStepView = z.infer<typeof searchStep>;

export const addressSearch = z.strictObject({
  steps: z.array(searchStep).readonly(),
  /** EWS addresses, the one for inside the network first. Empty: none was found. */
  found: z.array(z.string()).readonly(),
  /** A host outside the mailbox's domain that must be allowed before it is told the password. */
  askFor: z.string().nullable(),
  /** The password was refused; nothing more was tried with it. */
  isRefused: z.boolean(),
});
export type AddressSearchView = z.infer<typeof addressSearch>;
