/** Runs the command line of a package as an administrator would, on both simulators: settings, check, a first import, a quiet second one. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const commandMs = 120_000;

const describedSchema = z.object({
  settings: z.record(z.string(), z.unknown()),
  environment: z.record(z.string(), z.string()),
});
const reportSchema = z.object({ added: z.int(), failed: z.int(), haloWrites: z.int() });

/** Sentences about what went wrong; none when the main job is done. `folder`: the command-line folder of a package for Linux. */
export async function tryCommandLine(folder: string): Promise<readonly string[]> {
  const simulators = spawn(
    process.execPath,
    [join(root, 'main/simulators/cli.ts'), '--json', '--agents', '3', '--events', '40'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const kill = () => simulators.kill('SIGKILL');
  process.once('exit', kill);
  // Nothing of the project around it: what the package needs it must hold.
  const place = mkdtempSync(join(tmpdir(), 'integrator-packed-'));
  try {
    const [line] = await once(createInterface({ input: simulators.stdout }), 'line');
    const { settings, environment } = describedSchema.parse(JSON.parse(String(line)));
    const file = join(place, 'settings.json');
    writeFileSync(file, JSON.stringify(settings));
    const { PATH = '', TZ = '' } = process.env;
    const run = (...words: string[]) => {
      const done = spawnSync(join(folder, 'integrator'), words, {
        cwd: place,
        encoding: 'utf8',
        timeout: commandMs,
        env: { PATH, TZ, HALO_INTEGRATOR_DATA: join(place, 'data'), ...environment },
      });
      return { code: done.status, text: `${done.stdout}${done.stderr}`, last: done.stdout.trimEnd() };
    };
    const faults: string[] = [];
    const done = (...words: string[]) => {
      const { code, text, last } = run(...words);
      if (code !== 0)
        faults.push(`The packed command line ends "${words.join(' ')}" with ${code}: ${text.trim()}`);
      return last.split('\n').at(-1) ?? '';
    };
    done('config', 'import', file);
    done('check');
    const first = reportSchema.safeParse(JSON.parse(done('sync', '--json') || '{}'));
    const second = reportSchema.safeParse(JSON.parse(done('sync', '--json') || '{}'));
    if (!first.success || !second.success)
      return [...faults, 'The packed command line tells no report of a run.'];
    if (first.data.added < 40 || first.data.failed > 0) {
      faults.push(
        `The packed command line added ${first.data.added} appointments, failed ${first.data.failed}.`,
      );
    }
    if (second.data.haloWrites !== 0) faults.push('The second run of the packed command line wrote to Halo.');
    return faults;
  } finally {
    simulators.kill('SIGTERM');
    await once(simulators, 'exit');
    process.off('exit', kill);
    rmSync(place, { recursive: true, force: true });
  }
}
