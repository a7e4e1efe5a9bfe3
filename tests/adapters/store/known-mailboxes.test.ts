/** What it costs to name the mailboxes that are remembered: a run asks at its end, of all of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Disk } from '../../../main/adapters/store/disk.ts';
import { nodeDisk } from '../../../main/adapters/store/disk.ts';
import { theValue } from '../../builders/results.ts';
import { aState } from '../../contracts/link-store.ts';
import { openStore, withFolder } from './open-store.ts';

const anna = { agentId: 7, address: 'anna@example.org' };
const bo = { agentId: 8, address: 'bo@example.org' };

test('files are asked whose they are once: not those of mailboxes that somebody has named', () =>
  withFolder(async path => {
    const read: string[] = [];
    const disk: Disk = {
      ...nodeDisk,
      read: file => {
        if (file.includes('states')) read.push(file);
        return nodeDisk.read(file);
      },
    };
    const first = await openStore(path, { disk });
    theValue(await first.store.writeState(anna, aState()));
    theValue(await first.store.writeState(bo, aState()));
    assert.equal(theValue(await first.store.known()).length, 2);
    assert.equal(read.length, 0);
    await first.close();
    const second = await openStore(path, { disk });
    theValue(await second.store.readState(bo));
    read.length = 0;
    theValue(await second.store.readState({ agentId: 9, address: 'nobody@example.org' }));
    const known = theValue(await second.store.known());
    assert.deepEqual(
      [...known].sort((a, b) => a.agentId - b.agentId),
      [anna, bo],
    );
    assert.equal(read.filter(file => file.endsWith('.json')).length, 2, 'of anna, and of nobody');
    await second.close();
  }));
