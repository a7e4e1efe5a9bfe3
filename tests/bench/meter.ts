/**
 * Preloaded (`--import`) into a process that is measured: at its end the system's own account of it goes into the file `BENCH_METER`.
 * CPU, time and blocks of the event loop count from the first request on, so that loading the program is not among them (every side runs from
 * sources, which an installed product does not); what came before is `startCpuMs`. What ours would load after its first request is loaded
 * before it (`sides/ours-late.ts`), as it is on the other sides.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const resolutionMs = 5;
const file = process.env['BENCH_METER'];
const delay = monitorEventLoopDelay({ resolution: resolutionMs });
let started = performance.now();
let startCpuMs = 0;
let startQueuedMs = 0;

/** How long the main thread was ready to run and other work had the processor; 0 where the system does not tell. */
function queuedMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What is still held at the end, all garbage gone: what peak memory shows besides is how lazily it was collected. */
function liveHeapMb(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 1_048_576;
}

function firstRequest(): void {
  unsubscribe('http.client.request.start', firstRequest);
  delay.reset();
  started = performance.now();
  startCpuMs = cpuMs();
  startQueuedMs = queuedMs();
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
      queuedMs: queuedMs() - startQueuedMs,
      peakRssMb: maxRSS / 1_024,
      longestBlockMs: beyond(delay.max),
      p99BlockMs: beyond(delay.percentile(99)),
    };
    writeFileSync(file, JSON.stringify({ ...figures, liveHeapMb: liveHeapMb() }));
  });
}
