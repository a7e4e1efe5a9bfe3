/**
 * Preloaded (`--import`) into a process that is measured: at its end the system's own account of it goes into the file `BENCH_METER`.
 * The blocks of the event loop count from the first request on, so that loading the program is not among them.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 5;
const file = process.env['BENCH_METER'];
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
const started = performance.now();

function firstRequest(): void {
  unsubscribe('http.client.request.start', firstRequest);
  delay.reset();
}

if (file !== undefined) {
  delay.enable();
  subscribe('http.client.request.start', firstRequest);
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
    const figures = {
      cpuMs: (userCPUTime + systemCPUTime) / 1_000,
      wallMs: performance.now() - started,
      peakRssMb: maxRSS / 1_024,
      longestBlockMs: beyond(delay.max),
      p99BlockMs: beyond(delay.percentile(99)),
    };
    writeFileSync(file, JSON.stringify(figures));
  });
}
