/** What the page sees as `window.integrator`, and the names that cross. Names are data so that the preload needs no schemas. */
import type { NoticeName, NoticeOf } from './notices.ts';
import type { Reply } from './reply.ts';
import type { AnswerOf, ArgumentsOf, RequestName } from './requests.ts';

export interface Bridge {
  /** Asks; the answer is a value or a problem as data. Never rejects for what the world does. */
  ask<N extends RequestName>(name: N, args: ArgumentsOf<N>): Promise<Reply<AnswerOf<N>>>;
  /** Hears a notice until the returned function is called. */
  listen<N extends NoticeName>(name: N, heard: (notice: NoticeOf<N>) => void): () => void;
}

/** The one IPC channel on which requests are asked, and the one on which notices are told. */
export const askChannel = 'integrator:ask';
export const noticeChannel = 'integrator:notice';

/** Exhaustive by type: a name that is missing or too many does not compile. */
const names: Readonly<Record<RequestName, true>> = {
  'status.read': true,
  'sync.start': true,
  'sync.preview': true,
  'sync.stop': true,
  'preview.read': true,
  'schedule.pause': true,
  'schedule.resume': true,
  'schedule.read': true,
  'agents.list': true,
  'agents.refresh': true,
  'agents.switch': true,
  'agents.preferences': true,
  'calendar.read': true,
  'runs.list': true,
  'runs.read': true,
  'log.read': true,
  'log.for-support': true,
  'requests.list': true,
  'trace.search': true,
  'check.run': true,
  'exchange.find-address': true,
  'held.list': true,
  'held.answer': true,
  'outbound.list': true,
  'outbound.answer': true,
  'settings.read': true,
  'settings.validate': true,
  'settings.effect': true,
  'settings.effect-read': true,
  'settings.save': true,
  'settings.versions': true,
  'settings.restore': true,
  'settings.export': true,
  'settings.import': true,
  'secrets.set': true,
  'secrets.clear': true,
  'first-start.read': true,
  'first-start.switch-on': true,
  'sample-data.start': true,
  'sample-data.stop': true,
  'about.read': true,
  'desktop.open-page': true,
  'desktop.update': true,
  'desktop.save-text': true,
  'desktop.start-with-windows': true,
};
const noticeNames: Readonly<Record<NoticeName, true>> = {
  status: true,
  'run-ended': true,
  sent: true,
  effect: true,
};

export const isRequestName = (name: unknown): name is RequestName =>
  typeof name === 'string' && Object.hasOwn(names, name);
export const isNoticeName = (name: unknown): name is NoticeName =>
  typeof name === 'string' && Object.hasOwn(noticeNames, name);
