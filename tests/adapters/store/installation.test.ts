/** The id of this installation is made once, whoever asks at the same time: an import and the way out begin together in an empty folder. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInstallationStore } from '../../../main/adapters/store/installation.ts';
import { theValue } from '../../builders/results.ts';
import { openStore, withFolder } from './open-store.ts';

test('all who ask at once for an id that is not there yet are told the same, and it is on disk', () =>
  withFolder(async path => {
    const opened = await openStore(path);
    const store = createInstallationStore(opened.folder, opened.log);
    const told = await Promise.all(Array.from({ length: 5 }, () => store.read()));
    const [id] = new Set(told.map(each => theValue(each).id));
    assert.deepEqual(new Set(told.map(each => theValue(each).id)), new Set([id]));
    await opened.close();
    const again = await openStore(path);
    assert.equal(theValue(await createInstallationStore(again.folder, again.log).read()).id, id);
    await again.close();
  }));

test('what is learned at the same time is kept, all of it', () =>
  withFolder(async path => {
    const opened = await openStore(path);
    const store = createInstallationStore(opened.folder, opened.log);
    const saved = await Promise.all([
      store.saveMarks('proven'),
      store.saveRecognition('refused'),
      store.read(),
    ]);
    for (const each of saved) assert.ok(each.ok);
    const { marks, recognition } = theValue(await store.read());
    assert.deepEqual([marks, recognition], ['proven', 'refused']);
    await opened.close();
  }));
