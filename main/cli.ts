/** `npm run integrator`: the engine without a window. Only what belongs to the process is here; commands are in `cli/`. */
import product from '../package.json' with { type: 'json' };
import { runCommandLine } from './cli/run-command.ts';

const stopping = new AbortController();

/** The first Ctrl+C asks for a clean end; the second one does not wait for it. */
function stop(): void {
  if (stopping.signal.aborted) process.exit(1);
  stopping.abort({ code: 'run.stopped', scope: 'installation', retryable: true });
}

/** Who reads our output may stop reading (`| head`): that is no error of ours. */
function endQuietly(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit();
  throw error;
}

process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

process.exitCode = await runCommandLine({
  words: process.argv.slice(2),
  environment: process.env,
  out: process.stdout,
  err: process.stderr,
  signal: stopping.signal,
  version: product.version,
});
