/**
 * `npm run simulators`: a simulated Exchange and a simulated Halo in the foreground, until they are stopped. With --json
 * the first line of the output says where and who.
 */
import { parseArgs } from 'node:util';
import type { BothOptions, Description } from './both.ts';
import { startBothSimulators } from './both.ts';

const usage = `npm run simulators -- [--exchange-port N] [--halo-port N] [--agents N] [--events N]
                      [--auth basic|ntlm] [--exchange-module on|off] [--json]`;

const text = { type: 'string' } as const;
const known = {
  'exchange-port': text,
  'halo-port': text,
  agents: text,
  events: text,
  auth: text,
  'exchange-module': text,
  json: { type: 'boolean' },
} as const;

/** What was asked for, or the sentences that say why it cannot be done. */
type Asked =
  | { readonly can: true; readonly options: BothOptions; readonly json: boolean }
  | { readonly can: false; readonly problems: readonly string[] };

function readArguments(words: readonly string[]): Asked {
  const { values, tokens } = parseArgs({
    args: [...words],
    options: known,
    strict: false,
    tokens: true,
  });
  const problems: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`'${token.value}' is not understood.`);
    if (token.kind === 'option' && !(token.name in known)) problems.push(`${token.rawName} is not known.`);
  }
  const number = (name: keyof typeof known, standard: number, most: number): number => {
    const value = values[name];
    if (value === undefined) return standard;
    if (typeof value === 'string' && /^\d+$/.test(value) && Number(value) <= most) return Number(value);
    problems.push(`--${name} must be a whole number from 0 to ${most}.`);
    return standard;
  };
  const auth = values.auth ?? 'basic';
  if (auth !== 'basic' && auth !== 'ntlm') problems.push('--auth must be basic or ntlm.');
  const exchangeModule = values['exchange-module'] ?? 'off';
  if (exchangeModule !== 'on' && exchangeModule !== 'off') {
    problems.push('--exchange-module must be on or off.');
  }
  const options: BothOptions = {
    exchangePort: number('exchange-port', 0, 65_535),
    haloPort: number('halo-port', 0, 65_535),
    agents: number('agents', 3, 2000),
    events: number('events', 40, 10_000),
    exchangeModule: exchangeModule === 'on',
    auth: auth === 'ntlm' ? 'ntlm' : 'basic',
  };
  return problems.length > 0 ? { can: false, problems } : { can: true, options, json: values.json === true };
}

function inWords({ exchange, halo, environment }: Description): string {
  return [
    `Exchange  ${exchange.url}`,
    `          master account ${exchange.master.user}, password ${exchange.master.password}`,
    ...exchange.mailboxes.map(({ address, password }) => `          ${address}, password ${password}`),
    `Halo      ${halo.url}`,
    `          client ID ${halo.clientId}, secret ${halo.clientSecret}`,
    ...halo.agents.map(({ id, name, email }) => `          agent ${id} ${name} <${email}>`),
    `Secrets   ${Object.entries(environment)
      .map(([name, value]) => `${name}='${value}'`)
      .join(' ')}`,
    'Stop with Ctrl+C.',
  ].join('\n');
}

function stopAsked(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** Ends when somebody stops it. A port that is taken is told and ends it with 2. */
async function run(options: BothOptions, json: boolean): Promise<void> {
  const stopped = stopAsked();
  try {
    const both = await startBothSimulators(options);
    console.log(json ? JSON.stringify(both.description) : inWords(both.description));
    await stopped;
    await both.close();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}

const asked = readArguments(process.argv.slice(2));
if (asked.can) {
  await run(asked.options, asked.json);
} else {
  for (const problem of asked.problems) console.error(problem);
  console.error(usage);
  process.exitCode = 2;
}
