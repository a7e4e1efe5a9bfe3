/** Every problem has words that can be shown: whole sentences, a remedy, nothing broken in between, nothing hostile in a command. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemCodes } from '../../main/core/problem.ts';
import { factNames } from '../../preload/contract/words/facts.ts';
import { problemWords, sayProblem } from '../../preload/contract/words/problems.ts';

const numeric = new Set([
  'port',
  'status',
  'deadlineMs',
  'limitBytes',
  'retryAfterMs',
  'pid',
  'count',
  'missing',
]);
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
    assert.match(text, /^[\p{Lu}\d"]/u, `${code} begins small: ${without(text)}`);
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
  const inOtherWords = new Set([
    'reason',
    'deadlineMs',
    'retryAfterMs',
    'known',
    'role',
    'binding',
    'fingerprint',
  ]);
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
  const facts = { field: 'import.daysBack', reason: 'must be a number. ' };
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

test('facts that the reader knows are added, those of the problem count more', () => {
  const problem = { code: 'mailbox.moving', facts: { mailbox: 'anna@example.org' } } as const;
  assert.equal(
    sayProblem(problem, { agent: 'Anna Keller', mailbox: 'other@example.org' }).sentence,
    'The mailbox of Anna Keller (anna@example.org) is being moved to another database.',
  );
});

test('what may not be read is asked, what is wrong is said', () => {
  const say = (known: string) => sayProblem({ code: 'halo.times-not-utc', facts: { known } });
  assert.match(say('no').remedy, /halo\.timesInUtc/);
  assert.doesNotMatch(say('yes').remedy, /halo\.timesInUtc/);
});

test('a setting in a list is named, and what is to be set is the whole list', () => {
  const { sentence, remedy } = sayProblem({
    code: 'settings.invalid',
    facts: { field: 'outbound.types.0', reason: 'must be a number' },
  });
  assert.match(sentence, /The setting outbound\.types\.0 /);
  assert.match(remedy, /config set outbound\.types <value>/);
});

test('a folder is named as it was typed, with the dots before it', () => {
  const say = (folder: string) =>
    sayProblem({ code: 'store.failed', facts: { reason: 'no-folder', folder } }).sentence;
  assert.equal(say('./data'), 'There is no data folder ./data.');
  assert.equal(say('..\\data'), 'There is no data folder ..\\data.');
  assert.equal(say(' . .. data. '), 'There is no data folder data.');
});

test('who holds the data folder is ended by the command that lets its run finish', () => {
  assert.match(
    sayProblem({ code: 'store.locked', facts: { pid: 4711 } }).remedy,
    /with the command stop; .* -Id 4711 /,
  );
});

test('a lock of an unknown holder names none, and a reader is told that it is one', () => {
  const say = (facts: Record<string, string | number>) =>
    sayProblem({ code: 'store.locked', facts }).sentence;
  assert.equal(
    say({ account: '', pid: 0, since: '', host: '' }),
    'The data folder is in use by another copy of this app.',
  );
  assert.equal(
    say({ account: 'DOMAIN\\anna', pid: 4711, host: 'APP01' }),
    'The data folder is in use by another copy of this app, run by DOMAIN\\anna on APP01 (process 4711).',
  );
  assert.match(say({ role: 'reader' }), /only to look/);
});

test('secrets and settings are called by their names', () => {
  assert.equal(
    sayProblem({ code: 'secret.missing', facts: { secret: 'halo' } }).sentence,
    'The client secret for Halo has not been entered yet.',
  );
  const remedyOf = (secret: string) => sayProblem({ code: 'secret.missing', facts: { secret } }).remedy;
  assert.match(remedyOf('halo'), / set HALO_CLIENT_SECRET in .*config secrets --save$/);
  assert.match(remedyOf('exchange'), / set EXCHANGE_PASSWORD in /);
  assert.equal(
    sayProblem({ code: 'settings.invalid', facts: { field: 'halo.url', reason: 'missing' } }).sentence,
    'The setting halo.url cannot be used: it is empty.',
  );
});

test('one event or many cannot be read', () => {
  const say = (count: number) =>
    sayProblem({ code: 'item.unreadable', facts: { count, responseCode: 'ErrorCorruptData' } }).sentence;
  assert.equal(say(1), 'One event of this calendar cannot be read (ErrorCorruptData).');
  assert.equal(say(3), '3 events of this calendar cannot be read (ErrorCorruptData).');
});

test('each reason for which a certificate is refused has its own sentence', () => {
  const reasons = [
    'expired',
    'not-yet-valid',
    'wrong-host',
    'self-signed',
    'unknown-authority',
    'revoked',
    'no-tls',
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
    const option = sayProblem({ code, facts: Object.fromEntries(factNames.map(name => [name, '1 -Evil'])) });
    assert.doesNotMatch(option.remedy.replaceAll(/"[^"]*"/g, ''), /[A-Za-z]+-[A-Za-z]+ [^.]*-Evil/, code);
    assert.ok(sentence.length < 1000, code);
    for (const command of remedy.matchAll(/[A-Za-z]+-[A-Za-z]+ |icacls |config set /g)) {
      assert.doesNotMatch(remedy.slice(command.index), /Remove-Item|\$\(evil/, `${code}: ${remedy}`);
    }
  }
});

test('the line that closes a data folder names the folder, whom to remove and the running account', () => {
  const facts = { folder: 'C:\\ProgramData\\Halo', who: 'S-1-5-32-545', account: 'CONTOSO\\svc-halo' };
  assert.match(
    sayProblem({ code: 'store.open-to-others', facts }).remedy,
    /icacls "C:\\ProgramData\\Halo" \/inheritance:r \/remove:g "\*S-1-5-32-545" \/grant:r .* "CONTOSO\\svc-halo:\(OI\)\(CI\)F"$/,
  );
  const hostile = { ...facts, who: 'S-1-1-0" & calc', account: 'x" & calc & "' };
  assert.doesNotMatch(sayProblem({ code: 'store.open-to-others', facts: hostile }).remedy, /calc/);
});

test('an event that cannot be written says what of it cannot', () => {
  const said = (facts: Record<string, string>) => sayProblem({ code: 'item.refused', facts }).sentence;
  assert.match(
    said({ reason: 'zone', zone: 'Antarctica/Troll' }),
    /clocks of Antarctica\/Troll \(setting outbound\.zone\)\.$/,
  );
  const reasons = [
    { reason: 'zone' },
    { reason: 'series' },
    { reason: 'guests' },
    { responseCode: 'ErrorX' },
    {},
  ];
  assert.equal(new Set(reasons.map(said)).size, reasons.length);
});
