/** Every problem has words that can be shown: whole sentences, a remedy, nothing broken in between, nothing hostile in a command. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemCodes } from '../../main/core/problem.ts';
import { factNames } from '../../preload/contract/words/facts.ts';
import { problemWords, sayProblem } from '../../preload/contract/words/problems.ts';

const numeric = new Set(['port', 'status', 'deadlineMs', 'limitBytes', 'retryAfterMs', 'pid']);
const allFacts = Object.fromEntries(
  factNames.map((name, index) => [name, numeric.has(name) ? 10_000 + index : `${name}-fact`]),
);
const without = (text: string) => JSON.stringify(text);

function assertReadable(code: string, sentence: string, remedy: string): void {
  for (const text of [sentence, remedy]) {
    assert.doesNotMatch(
      text,
      /undefined|null|NaN|\[object|!|\s{2}|\s[.,;)]|\(\)|""|:\.|\.\.|^\s|\s$/,
      `${code}: ${without(text)}`,
    );
    assert.match(text, /^[\p{Lu}"]/u, `${code} begins small: ${without(text)}`);
  }
  assert.match(sentence, /\.$/, `${code} ends its sentence: ${without(sentence)}`);
  assert.ok(remedy.length > 20, `${code} says what to do`);
}

for (const code of problemCodes) {
  test(`${code} reads well without facts and with all facts`, () => {
    const bare = sayProblem({ code });
    assertReadable(code, bare.sentence, bare.remedy);
    const full = sayProblem({ code, facts: allFacts });
    assertReadable(code, full.sentence, full.remedy);
  });

  test(`${code} reads well with each fact alone`, () => {
    for (const name of factNames) {
      const { sentence, remedy } = sayProblem({ code, facts: { [name]: allFacts[name] ?? 'x' } });
      assertReadable(`${code} with ${name}`, sentence, remedy);
    }
  });
}

test('the words know exactly the codes of the closed list', () => {
  assert.deepEqual(Object.keys(problemWords).sort(), [...problemCodes].sort());
});

test('no two problems say the same', () => {
  const sentences = problemCodes.map(code => sayProblem({ code }).sentence);
  assert.equal(new Set(sentences).size, sentences.length);
});

test('every fact that the words know is said by some problem', () => {
  const said = problemCodes
    .map(code => {
      const reasonless = Object.fromEntries(Object.entries(allFacts).filter(([name]) => name !== 'reason'));
      const words = sayProblem({ code, facts: reasonless });
      return words.sentence + words.remedy;
    })
    .join('\n');
  const inOtherWords = new Set(['reason', 'deadlineMs', 'retryAfterMs']);
  for (const name of factNames) {
    if (!inOtherWords.has(name)) assert.ok(said.includes(String(allFacts[name])), name);
  }
});

test('facts are inserted when present', () => {
  assert.deepEqual(sayProblem({ code: 'exchange.refused', facts: { host: 'mail.example.org', port: 443 } }), {
    sentence: 'Exchange at mail.example.org does not accept connections on port 443.',
    remedy:
      'See whether the port can be reached: Test-NetConnection "mail.example.org" -Port 443. If not, open it in the firewall; if so, see that IIS runs on the Exchange server: Get-Service W3SVC',
  });
  assert.equal(
    sayProblem({ code: 'mailbox.unknown', facts: { agent: 'Anna Keller', mailbox: 'anna@example.org' } })
      .sentence,
    'Exchange does not know the mailbox of Anna Keller (anna@example.org).',
  );
});

test('a sentence of a server does not bring its own full stop', () => {
  const facts = { field: 'import.daysBack', message: 'must be a number. ' };
  assert.equal(
    sayProblem({ code: 'settings.invalid', facts }).sentence,
    'The setting import.daysBack cannot be used: must be a number.',
  );
});

test('the wait that the server asked for is said in seconds, minutes or hours', () => {
  const wait = (retryAfterMs: number) => sayProblem({ code: 'exchange.throttled', retryAfterMs }).remedy;
  assert.match(wait(1), / by itself in 1 second\./);
  assert.match(wait(40_000), / by itself in 40 seconds\./);
  assert.match(wait(480_000), / by itself in 8 minutes\./);
  assert.match(wait(10_800_000), / by itself in 3 hours\./);
  assert.match(wait(0), / by itself\./);
});

test('each reason for which a certificate is refused has its own sentence', () => {
  const reasons = [
    'expired',
    'not-yet-valid',
    'wrong-host',
    'self-signed',
    'unknown-authority',
    'revoked',
    'other',
  ];
  for (const code of ['exchange.certificate', 'halo.certificate'] as const) {
    const sentences = reasons.map(reason => sayProblem({ code, facts: { reason } }).sentence);
    assert.equal(new Set(sentences).size, reasons.length);
  }
});

test('what a server says cannot break a line, fill a screen or write a command', () => {
  const hostile = `x"; Remove-Item C:\\ -Recurse; $(evil) \`n\u0007\n${'y'.repeat(5000)}`;
  const facts = Object.fromEntries(factNames.map(name => [name, hostile]));
  for (const code of problemCodes) {
    const { sentence, remedy } = sayProblem({ code, facts });
    assert.doesNotMatch(sentence + remedy, /[\p{C}]/u, code);
    assert.ok(sentence.length < 1000, code);
    for (const command of remedy.matchAll(/[A-Za-z]+-[A-Za-z]+ |icacls |config set /g)) {
      assert.doesNotMatch(remedy.slice(command.index), /Remove-Item|\$\(evil/, `${code}: ${remedy}`);
    }
  }
});
