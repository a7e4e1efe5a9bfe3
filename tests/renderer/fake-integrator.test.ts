/** The fake keeps to the contract: every answer and notice of every scene fits its schema. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRequestName } from '../../preload/contract/bridge.ts';
import {
  type ArgumentsOf,
  type RequestName,
  requests,
  shellRequests,
} from '../../preload/contract/requests.ts';
import { createFakeIntegrator } from './fake-integrator.ts';
import { scenes } from './fake-status.ts';

const all = { ...requests, ...shellRequests };
const page = { before: null, limit: 50 };
const settings = { draft: { version: 1 } };
const examples: { readonly [N in RequestName]: ArgumentsOf<N> } = {
  'status.read': {},
  'sync.start': { agentIds: null, verify: false },
  'sync.preview': { agentId: 101 },
  'sync.stop': {},
  'preview.read': { offset: 0, limit: 50 },
  'schedule.pause': { minutes: 60 },
  'schedule.resume': {},
  'schedule.read': {},
  'agents.list': {},
  'agents.refresh': {},
  'agents.switch': { agentIds: [101], on: false },
  'agents.preferences': {},
  'calendar.read': { agentId: 101, from: '2026-11-16', to: '2026-11-20' },
  'runs.list': page,
  'runs.read': { number: 314, agentId: null, offset: 0, limit: 50 },
  'log.read': { ...page, levels: [], mailbox: null, run: null, text: '' },
  'log.for-support': {},
  'requests.list': {
    ...page,
    direction: null,
    mailbox: null,
    onlyProblems: false,
    slowerThanMs: 0,
    text: '',
  },
  'trace.search': { agentId: 101, search: { by: 'date', date: '2026-11-17' } },
  'check.run': { agentId: null },
  'held.list': {},
  'held.answer': { which: 'all', answer: 'keep' },
  'settings.read': {},
  'settings.validate': settings,
  'settings.effect': settings,
  'settings.effect-read': {},
  'settings.save': { ...settings, basedOn: 41 },
  'settings.versions': {},
  'settings.restore': { number: 40 },
  'settings.export': {},
  'settings.import': { text: '{}' },
  'secrets.set': { name: 'exchange.password', value: 'secret' },
  'secrets.clear': { name: 'exchange.password' },
  'first-start.read': {},
  'first-start.switch-on': {},
  'sample-data.start': {},
  'sample-data.stop': {},
  'about.read': {},
  'desktop.open-page': { page: 'help' },
  'desktop.save-text': { fileName: 'settings.json', text: '{}' },
  'desktop.start-with-windows': { set: null },
};
const names = Object.keys(examples).filter(isRequestName);

test('every answer of the fake fits the contract, in every scene', async () => {
  assert.deepEqual([...names].sort(), Object.keys(all).sort());
  for (const scene of scenes) {
    for (const name of names) {
      const integrator = createFakeIntegrator({ scene });
      assert.ok(all[name].arguments.safeParse(examples[name]).success, `the example of ${name} fits`);
      const reply = await integrator.ask(name, examples[name]);
      assert.ok(reply.ok);
      const parsed = all[name].answer.safeParse(reply.value);
      assert.ok(parsed.success, `${scene}, ${name}: ${JSON.stringify(parsed.error?.issues.slice(0, 3))}`);
    }
  }
});

test('a notice is heard until its listener is taken away', () => {
  const integrator = createFakeIntegrator();
  const heard: string[] = [];
  const stop = integrator.listen('status', status => heard.push(status.health));
  integrator.show('paused');
  stop();
  integrator.show('healthy');
  assert.deepEqual(heard, ['paused']);
});
