/**
 * Preloaded into our side before it begins: what the product loads only with its first Exchange request. The textbook's side loads the
 * same library before its first request, and loading is not measured on any side (`meter.ts`); it is in `startCpuMs`.
 */
import { loadEwsLibrary } from '../../../main/adapters/exchange/ews-library.ts';

await loadEwsLibrary();
