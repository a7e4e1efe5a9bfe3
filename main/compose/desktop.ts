/**
 * What stands behind the window and the tray: this installation's own session, or the sample data in front of it. Requests go to the one
 * that is shown; both keep running. Knows no Electron.
 */
import type { NoticeName, NoticeOf } from '../../preload/contract/notices.ts';
import type { Reply } from '../../preload/contract/reply.ts';
import type { StatusView } from '../../preload/contract/views/status.ts';
import { statusView } from '../../preload/contract/views/status.ts';
import { createSystemClock } from '../adapters/system/clock.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { createDemoClock } from '../demo/clock.ts';
import type { HostParts, Surroundings } from '../engine/host/parts.ts';
import { viewProblem } from '../engine/host/problem-view.ts';
import { holdBackMs, watchFolder } from './folder-watch.ts';
import { type SampleData, startSampleData } from './sample-data.ts';
import { openSession, type Session } from './session.ts';

export interface DesktopOptions {
  /** The data folder of this installation. */
  readonly dataPath: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly product: HostParts['product'];
  /** Begin with the sample data (`npm run demo`). */
  readonly startsWithSampleData: boolean;
  /** For end-to-end specs alone: the clock of this installation's runs can be moved on. Default false: it is the computer's. */
  readonly clockCanBeMoved?: boolean;
  /** Somebody asked all programs on the data folder to end, and no run is under way any more. Default: nothing happens. */
  readonly endAsked?: () => void;
}

export interface Desktop {
  /** Answers the contract's requests of the engine. Never rejects. */
  ask(name: string, args: unknown): Promise<Reply<unknown>>;
  listen(heard: <N extends NoticeName>(name: N, notice: NoticeOf<N>) => void): void;
  /** The status of this moment; null when there is only a problem. */
  status(): Promise<StatusView | null>;
  /** Where the version file is published, as this installation's settings say; '' when they do not. */
  updateAddress(): Promise<string>;
  wokeUp(): void;
  /** Moves the clock of this installation's runs on, as in a sleep or not; does nothing unless `clockCanBeMoved`. */
  passTime(ms: number, asleep: boolean): void;
  close(): Promise<void>;
}

const closeMs = 30_000;

export async function openDesktop(options: DesktopOptions): Promise<Desktop> {
  const { dataPath, environment, product } = options;
  const clock = options.clockCanBeMoved === true ? createDemoClock(new Date().toISOString()) : null;
  const listeners = new Set<<N extends NoticeName>(name: N, notice: NoticeOf<N>) => void>();
  let own: Session | null = null;
  let sample: { readonly session: Session; readonly data: SampleData } | null = null;
  let ownProblem: Problem | null = null;
  const where: Surroundings = { folder: dataPath, exchangeHost: '', haloHost: '', account: '' };

  const tellFrom = (session: Session) => {
    session.host.listen((name, notice) => {
      if (session === shown()) for (const heard of listeners) heard(name, notice);
    });
  };
  const shown = (): Session | null => sample?.session ?? own;
  const readStatus = async (): Promise<Reply<StatusView>> => {
    const session = shown();
    if (session === null) {
      const problem: Problem = ownProblem ?? { code: 'internal.bug', scope: 'installation', retryable: true };
      return { ok: false, problem: viewProblem(problem, where) };
    }
    const reply = await session.host.ask('status.read', {});
    return reply.ok ? { ok: true, value: statusView.parse(reply.value) } : reply;
  };
  const tellStatus = async (): Promise<Reply<StatusView>> => {
    const status = await readStatus();
    if (status.ok) for (const heard of listeners) heard('status', status.value);
    return status;
  };
  const sampleData: HostParts['sampleData'] = {
    async start() {
      if (sample === null) {
        const started = await startSample();
        if (!started.ok) return { ok: false, problem: viewProblem(started.problem, where) };
      }
      return tellStatus();
    },
    async stop() {
      await endSample();
      if (own === null) await openOwn();
      return tellStatus();
    },
  };

  async function startSample(): Promise<Result<void>> {
    const data = await startSampleData();
    const opened = await openSession({
      dataPath: data.dataPath,
      environment: data.environment,
      clock: data.clock,
      isSampleData: true,
      product,
      sampleData,
    });
    if (!opened.ok) {
      await data.close();
      return opened;
    }
    const session = opened.value;
    const saved = await session.integrator.settings.save(data.settings, session.integrator.account);
    if (!saved.ok) {
      await session.close();
      await data.close();
      return saved;
    }
    sample = { session, data };
    tellFrom(session);
    session.schedule.begin(true);
    return succeeded(undefined);
  }

  async function endSample(): Promise<void> {
    const ending = sample;
    sample = null;
    if (ending === null) return;
    await ending.session.close();
    await ending.data.close();
  }

  const computer = createSystemClock();
  const startedAt = computer.now();
  const closing = new AbortController();

  const openFolder = () =>
    openSession({
      dataPath,
      environment,
      ...(clock === null ? {} : { clock }),
      isSampleData: false,
      product,
      sampleData,
    });

  async function show(session: Session): Promise<void> {
    own = session;
    ownProblem = null;
    tellFrom(session);
    // A new installation waits for a person to switch it on; any other goes on by itself.
    const status = await session.integrator.status();
    if (status.ok && status.value.lastRun !== null) session.schedule.begin(false);
  }

  async function openOwn(): Promise<void> {
    const opened = await openFolder();
    if (opened.ok) await show(opened.value);
    else ownProblem = opened.problem;
  }

  /** A viewer becomes the writer once it may; a folder that could not be used is tried again. */
  async function takeOver(): Promise<void> {
    const opened = await openFolder();
    if (!opened.ok) {
      ownProblem = opened.problem;
      return;
    }
    const before = own;
    if (closing.signal.aborted || (before !== null && opened.value.role === 'viewer')) {
      await opened.value.close();
      return;
    }
    await show(opened.value);
    await before?.close();
    await tellStatus();
  }

  if (!options.startsWithSampleData) await openOwn();
  else await startSample();
  watchFolder({
    clock: computer,
    signal: closing.signal,
    isContent: () => own?.role === 'writer' || (own === null && sample !== null),
    isFree: async () => (await own?.integrator.writerIsGone()) === true,
    takeOver,
    isStopAsked: async () => (await own?.integrator.stopRequest.wasMadeSince(startedAt)) === true,
    startNoMore: () => own?.schedule.pause({ forMs: holdBackMs }),
    isRunning: () => own?.role === 'writer' && own.schedule.status().running !== null,
    end: () => options.endAsked?.(),
  }).catch((thrown: unknown) => {
    // A bug there must not take the import with it.
    const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    own?.integrator.log.problem({ code: 'internal.bug', scope: 'installation', retryable: true }, { stack });
  });

  return {
    async ask(name, args) {
      // Somebody looks (or presses *Try again*): the folder may have been mended.
      if (name === 'status.read' && shown() === null) await takeOver();
      const session = shown();
      if (session === null) return readStatus();
      return session.host.ask(name, args);
    },
    listen: heard => {
      listeners.add(heard);
    },
    async status() {
      const status = await readStatus();
      return status.ok ? status.value : null;
    },
    async updateAddress() {
      const settings = await own?.integrator.settings.read();
      return settings?.ok === true ? settings.value.updates.address : '';
    },
    wokeUp: () => {
      own?.wokeUp();
      sample?.session.wokeUp();
    },
    passTime: (ms, asleep) => clock?.jump(ms, asleep),
    async close() {
      listeners.clear();
      closing.abort();
      const ended = Promise.all([endSample(), own?.close()]);
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, closeMs);
      await Promise.race([ended, late.promise]);
      clearTimeout(timer);
    },
  };
}
