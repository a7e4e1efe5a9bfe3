/** `certificate`: shows what Exchange shows as its certificate; a person who has compared its fingerprint may pin it. */
import type { Integrator } from '../compose/integrator-door.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit-code.ts';
import { tellProblem } from './told-problem.ts';
import { onValue, withIntegrator } from './with-integrator.ts';

type CertificateLook = Extract<
  Awaited<ReturnType<Integrator['certificate']>>,
  { readonly ok: true }
>['value'];

const bare = (fingerprint: string) => fingerprint.replaceAll(/[^0-9a-f]/gi, '').toUpperCase();

function inWords({ host, chain, daysLeft }: CertificateLook): readonly string[] {
  const [own, ...issuers] = chain;
  return [
    `Certificate of ${host}`,
    `  made out for  ${own.names === '' ? own.subject : own.names}`,
    `  issued by     ${[own.issuer, ...issuers.map(one => one.issuer).slice(0, -1)].join(', by ')}`,
    `  good          ${own.from} to ${own.until} (${daysLeft === 1 ? '1 day' : `${daysLeft} days`} left)`,
    `  SHA-256       ${own.fingerprint}`,
  ];
}

export const certificateCommand: Command = {
  name: 'certificate',
  usage: '',
  words: [0, 0],
  summary: 'Show the certificate of the Exchange server, and pin it when a person has compared it',
  help: [
    'Shows for which names it is made out, who issued it, how long it lasts and its fingerprint; nothing secret is sent.',
    'With --pin only this certificate is accepted from then on, whoever issued it. Compare the fingerprint on the server first.',
  ],
  options: { pin: { value: 'SHA-256', words: 'the fingerprint that was compared' } },
  run: call =>
    withIntegrator(call, call.options.has('pin') ? 'writer' : 'reader', async integrator => {
      const { output } = call;
      return onValue(call, await integrator.certificate(call.signal), async look => {
        for (const line of inWords(look)) output.say(line);
        const where = await integrator.surroundings();
        const problem = look.problem === null ? null : tellProblem(look.problem, where);
        output.say(
          problem === null
            ? 'It is accepted.'
            : `It is not accepted: ${problem.message}\n  ${problem.remedy}`,
        );
        const { chain, daysLeft } = look;
        const pin = call.options.get('pin');
        const result = { chain, daysLeft, isAccepted: problem === null };
        if (pin === undefined) {
          output.result({ outcome: 'done', ...result });
          return problem === null ? exitCodes.done : exitCodes.problems;
        }
        if (bare(pin) !== bare(chain[0].fingerprint)) {
          output.say(
            'Nothing was changed: the server shows another fingerprint than the one that was compared.\n  Compare the one that is shown above with the certificate on the server itself; where they differ, somebody stands between.',
          );
          output.result({ outcome: 'not-the-same', ...result });
          return exitCodes.couldNotRun;
        }
        const saved = await integrator.settings.set(
          'exchange.pinnedCertificate',
          look.pem,
          integrator.account,
        );
        return onValue(call, saved, () => {
          output.say('From now on only this certificate is accepted (setting exchange.pinnedCertificate).');
          output.result({ outcome: 'done', ...result });
          return exitCodes.done;
        });
      });
    }),
};
