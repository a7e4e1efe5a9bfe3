/**
 * Preloaded (`--import`) into a process that is measured: at its end the system's own account of it goes into the file `BENCH_METER`.
 * CPU and blocks of the event loop count from the first request on, so that loading the program is not among them (every side runs from
 * sources, which an installed product does not); what came before is `startCpuMs`. What ours would load after its first request is loaded
 * before it (`sides/ours-late.ts`), as it is on the other sides.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolutionMs = 5;
const file = process.env['BENCH_METER'];
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
const started = performance.now();
let startCpuMs = 0;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function firstRequest(): void {
  unsubscribe('http.client.request.start', firstRequest);
  delay.reset();
  startCpuMs = cpuMs();
}

if (file !== undefined) {
  delay.enable();
  subscribe('http.client.request.start', firstRequest);
  process.once('exit', () => {
    const { maxRSS } = process.resourceUsage();
    const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs);
    const figures = {
      cpuMs: cpuMs() - startCpuMs,
      startCpuMs,
      wallMs: performance.now() - started,
      peakRssMb: maxRSS / 1_024,
      longestBlockMs: beyond(delay.max),
      p99BlockMs: beyond(delay.percentile(99)),
    };
    writeFileSync(file, JSON.stringify(figures));
  });
}
