/** Commands of remedies, to be copied: whole, and nothing of the sentence around them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemCodes } from '../../main/core/problem.ts';
import { pasteFrom } from '../../preload/contract/words/paste.ts';
import { sayProblem } from '../../preload/contract/words/problems.ts';

const facts = {
  host: 'mail.example.org',
  port: 443,
  account: 'EXAMPLE\\svc-halo',
  mailbox: 'anna.keller@example.org',
  agent: 'Anna Keller',
};

test('a role is assigned with its whole line', () => {
  const { remedy } = sayProblem({ code: 'exchange.impersonation-denied', facts });
  assert.deepEqual(pasteFrom(remedy), {
    title: 'Exchange Management Shell',
    text: 'New-ManagementRoleAssignment -Name "Halo Integrator" -Role ApplicationImpersonation -User "EXAMPLE\\svc-halo"',
  });
});

test('a port is looked at with PowerShell alone', () => {
  const { remedy } = sayProblem({ code: 'exchange.refused', facts });
  assert.deepEqual(pasteFrom(remedy)?.text.split('\n')[0], 'Test-NetConnection "mail.example.org" -Port 443');
  assert.equal(pasteFrom(remedy)?.title, 'PowerShell');
});

test('every command of every remedy stands in it word for word and has balanced quotes', () => {
  for (const code of problemCodes) {
    const { remedy } = sayProblem({ code, facts });
    for (const line of pasteFrom(remedy)?.text.split('\n') ?? []) {
      assert.ok(remedy.includes(line), `${code}: ${line}`);
      assert.equal((line.split('"').length - 1) % 2, 0, `${code}: ${line}`);
      assert.doesNotMatch(line, / (?:and|or|if|then|on|the|see)\b/, `${code}: ${line}`);
    }
  }
});

test('a remedy without a command has nothing to paste', () => {
  assert.equal(pasteFrom('Renew the certificate on the server.'), null);
});
