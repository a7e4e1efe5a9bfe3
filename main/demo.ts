/** The demo in the terminal: the product on an embedded Exchange and Halo. `build/launch.ts` opens a window instead where one can be shown. */
import { parseArgs } from 'node:util';
import { runDemo } from './demo/run-demo.ts';

const usage = 'npm run demo -- [--headless] [--json]';

async function run(words: readonly string[]): Promise<number> {
  const { values, tokens } = parseArgs({
    args: [...words],
    options: { headless: { type: 'boolean' }, json: { type: 'boolean' } },
    strict: false,
    tokens: true,
  });
  const unknown = tokens.filter(
    token => token.kind !== 'option' || (token.name !== 'headless' && token.name !== 'json'),
  );
  if (unknown.length > 0) {
    console.error(`Not understood. ${usage}`);
    return 2;
  }
  const isJson = values.json === true;
  const say = (line: string) => {
    if (!isJson) console.log(line);
  };
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort(new Error('stopped')));
  const result = await runDemo(say, stopping.signal);
  if (isJson) console.log(JSON.stringify(result));
  else {
    say('');
    say(result.agree ? 'Halo agreed with Exchange after each import.' : 'Something is not as it should be:');
    for (const difference of result.differences) say(`  ${difference}`);
  }
  return result.agree ? 0 : 1;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
