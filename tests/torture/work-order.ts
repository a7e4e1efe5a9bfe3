/** What the worker that is to be killed has to know, as one line of JSON. */
import { z } from 'zod';
import { succeeded } from '../../main/core/problem.ts';
import type { InstallationStore } from '../../main/ports.ts';

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

/** The installation as the order tells it. What a worker learns of it ends with the worker. */
export function installationOf(order: WorkOrder): InstallationStore {
  const marks = order.marksProven ? 'proven' : 'unknown';
  return {
    read: async () => succeeded({ id: order.installation, marks, recognition: 'unknown' }),
    saveMarks: async () => succeeded(undefined),
    saveRecognition: async () => succeeded(undefined),
  };
}
