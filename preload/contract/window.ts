/** Declares what the preload puts on the page's `window`. Import it for its effect on types alone. */
import type { Bridge } from './bridge.ts';

declare global {
  interface Window {
    readonly integrator: Bridge;
  }
}
