/** The shape of a published version file, from outside: hostile until its signature was checked (`main/shell/version-file.ts`). */
import { z } from 'zod';

/** What is signed is a text, so that nothing has to be written the same way twice. */
export const signedText = z.object({ payload: z.string().max(4_096), signature: z.base64().max(200) });

/** The signed text, read. */
export const publishedVersion = z.object({
  version: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
  /** Where a person finds it; opened in the browser, never downloaded by us. */
  page: z.url({ protocol: /^https$/ }).max(500),
});
export type PublishedVersion = z.infer<typeof publishedVersion>;
