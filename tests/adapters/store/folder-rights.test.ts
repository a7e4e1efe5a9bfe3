import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StoreFailure } from '../../../main/adapters/store/disk-problem.ts';
import { windowsOpening, windowsRights } from '../../../main/adapters/store/folder-rights.ts';

const own = 'S-1-5-21-1004336348-1177238915-682003330-1105';

describe('the access list of Windows', () => {
  const closed: readonly (readonly [string, string])[] = [
    ['system, administrators, the account', `D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;${own})`],
    [
      'users who may read and run',
      'D:AI(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)(A;;FR;;;WD)(A;;GRGX;;;AU)',
    ],
    ['the owner placeholders', 'D:(A;OICIIO;GA;;;CO)(A;;FA;;;OW)'],
    ['others who are denied', `D:(D;;FA;;;WD)(A;;FA;;;${own})`],
    [
      'the installer of Windows',
      'D:(A;;FA;;;S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464)',
    ],
    ['nobody at all', 'D:P'],
  ];
  for (const [what, list] of closed) {
    it(`is closed with ${what}`, () => assert.equal(windowsOpening(list, own), null));
  }

  const other = 'S-1-5-21-1004336348-1177238915-682003330-2000';
  const opened: readonly (readonly [string, string, string])[] = [
    ['users who may modify', 'D:(A;OICI;0x1301bf;;;BU)', 'S-1-5-32-545'],
    ['users who may create files', 'D:(A;CI;0x100002;;;BU)', 'S-1-5-32-545'],
    ['users who may append', 'D:(A;CI;LC;;;BU)', 'S-1-5-32-545'],
    ['everyone in full', 'D:(A;;FA;;;SY)(A;;GA;;;WD)', 'S-1-1-0'],
    ['authenticated users who may write', 'D:(A;;FRFW;;;AU)', 'S-1-5-11'],
    ['another person who may delete', `D:(A;;0x10000;;;${other})`, other],
    ['another person who may change the list', `D:(A;;0x40000;;;${other})`, other],
    ['another person who may take it', `D:(A;;WO;;;${other})`, other],
    ['generic write as a number', `D:(A;;0x40000000;;;${other})`, other],
    ['a conditional entry', `D:(XA;;FA;;;${other};(@User.x == 1))`, other],
    ['no list at all', 'D:NO_ACCESS_CONTROL', 'everybody'],
  ];
  for (const [what, list, who] of opened) {
    it(`is open with ${what}`, () => assert.equal(windowsOpening(list, own), who));
  }

  it('is asked of icacls and whoami in a form that depends on no language', async () => {
    const asked: string[][] = [];
    const rights = windowsRights(
      async (program, parameters) => {
        asked.push([program, ...parameters.filter(one => !one.includes('rights-'))]);
        return program === 'whoami.exe' ? `"CONTOSO\\svc-halo","${own}"\r\n` : '';
      },
      async () => `\ufeffHalo Integrator\r\nD:PAI(A;OICI;FA;;;SY)\r\n`,
    );
    assert.equal(await rights.accessList('C:\\ProgramData\\Halo Integrator'), 'D:PAI(A;OICI;FA;;;SY)');
    assert.equal(await rights.ownIdentifier(), own);
    await rights.restrict('C:\\data\\secrets.key', 'file');
    await rights.restrict('C:\\data', 'folder');
    assert.deepEqual(asked, [
      ['icacls.exe', 'C:\\ProgramData\\Halo Integrator', '/save', '/q'],
      ['whoami.exe', '/user', '/fo', 'csv', '/nh'],
      ['whoami.exe', '/user', '/fo', 'csv', '/nh'],
      [
        ...['icacls.exe', 'C:\\data\\secrets.key', '/inheritance:r', '/grant:r'],
        ...['*S-1-5-18:F', '*S-1-5-32-544:F', `*${own}:F`, '/q'],
      ],
      ['whoami.exe', '/user', '/fo', 'csv', '/nh'],
      [
        ...['icacls.exe', 'C:\\data', '/inheritance:r', '/grant:r'],
        ...['*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F', `*${own}:(OI)(CI)F`, '/q'],
      ],
    ]);
  });

  it('that cannot be asked is a problem, not an open door', async () => {
    const refusing = windowsRights(async () => Promise.reject(new Error('no such program')));
    await assert.rejects(refusing.accessList('C:\\data'), StoreFailure);
    const silent = windowsRights(
      async () => 'nothing',
      async () => 'C:\\data',
    );
    await assert.rejects(silent.accessList('C:\\data'), StoreFailure);
    await assert.rejects(silent.ownIdentifier(), StoreFailure);
  });
});
