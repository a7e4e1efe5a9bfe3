/** What the worker that is to be killed has to know, as one line of JSON. */
import { z } from 'zod';

export const workOrderSchema = z.strictObject({
  folder: z.string(),
  /** A settings file. */
  settings: z.unknown(),
  exchangePassword: z.string(),
  clientSecret: z.string(),
  installation: z.string(),
  marksProven: z.boolean(),
  now: z.string(),
});
export type WorkOrder = z.infer<typeof workOrderSchema>;
