/** Puts the way from Halo to Exchange together: its memory in the data folder, and for every round the settings, servers and agents of the moment. */
import type { Settings } from '../../preload/contract/settings.ts';
import type { DataFolder } from '../adapters/store/data-folder.ts';
import { createOutboundStore } from '../adapters/store/outbound-store.ts';
import type { SecretStore } from '../adapters/system/secrets.ts';
import { chooseAgents } from '../core/agents.ts';
import type { Result } from '../core/problem.ts';
import { failed, succeeded } from '../core/problem.ts';
import type { RunReport } from '../core/report.ts';
import type { AgentList } from '../engine/agent-list.ts';
import { HaloGate } from '../engine/halo-gate.ts';
import type { OutboundDoor } from '../engine/host/parts.ts';
import { MailboxTurns } from '../engine/mailbox-turns.ts';
import { Outbound, type RoundContext } from '../engine/outbound/outbound.ts';
import { SentLog } from '../engine/outbound/sent-log.ts';
import { sentReport } from '../engine/outbound/sent-report.ts';
import { TieIndex } from '../engine/outbound/tie-index.ts';
import type { OutboundBeside } from '../engine/run-import.ts';
import type { OutboundStore } from '../outbound-ports.ts';
import type { Clock, InstallationStore, LinkStore, Log, RequestLog, RunLog } from '../ports.ts';
import type { Connection } from './connections.ts';
import { createNudgeDoor, type NudgeStatus } from './nudge-door.ts';

const nobody: NudgeStatus = { listensAt: null, problem: null };

export interface OutboundWay {
  /** What waits, on disk. */
  readonly store: OutboundStore;
  readonly outbound: Outbound;
  /** What a status asks of it. */
  readonly door: OutboundDoor;
  /** What a run shares with it. */
  readonly beside: OutboundBeside;
  /** `listener` is called whenever what a status shows may be different. */
  listen(listener: () => void): void;
  /** `listener` is told what was sent, round by round, once it is in a report. */
  listenToSent(listener: (report: RunReport) => void): void;
  /** Where it sends by itself: it listens as these settings say, now and not soon. */
  followNudges(settings: Settings): Promise<void>;
  /** From now on it sends by itself. Problems: store.*; then nothing runs. */
  start(): Promise<Result<void>>;
  close(): Promise<void>;
}

export function createOutbound(parts: {
  readonly folder: DataFolder;
  readonly links: LinkStore;
  readonly installation: InstallationStore;
  readonly agents: AgentList;
  readonly runs: Pick<RunLog, 'nextNumber' | 'save'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: () => Promise<Result<Settings>>;
  /** Absent: nobody can tell of changes. */
  readonly nudges?: {
    readonly secrets: Pick<SecretStore, 'read'>;
    readonly requestLog: Pick<RequestLog, 'record'>;
  };
  readonly connect: () => Promise<Result<Connection & { readonly settings: Settings }>>;
}): OutboundWay {
  const listeners: (() => void)[] = [];
  const sentListeners: ((report: RunReport) => void)[] = [];
  const { folder, links, installation, agents, clock, log } = parts;
  const store = createOutboundStore(folder, log);
  const turns = new MailboxTurns();
  const ties = new TieIndex(links);
  const sentLog = new SentLog({ runs: parts.runs, clock, log });
  const round = async (signal: AbortSignal): Promise<Result<RoundContext>> => {
    const connected = await parts.connect();
    if (!connected.ok) return connected;
    const { settings, source, writer, desk, changes } = connected.value;
    const request = { trigger: 'schedule', agent: null, verify: false, preview: false } as const;
    const gate = new HaloGate(
      { desk, clock, confirmed: settings.halo },
      { ...request, progress() {}, signal },
    );
    const open = await gate.open(signal);
    if (!open.ok) return open;
    const all = await agents.read(desk, signal);
    if (!all.ok) return all;
    const { synced } = chooseAgents(all.value, settings.agents);
    const refused = await gate.refusal(synced, signal);
    if (refused !== null) return failed(refused);
    const id = await installation.read();
    if (!id.ok) return id;
    const { outbound } = settings;
    const zone = outbound.zone === '' ? Intl.DateTimeFormat().resolvedOptions().timeZone : outbound.zone;
    return succeeded({
      source,
      writer,
      desk,
      changes,
      links,
      ties,
      turns,
      settings,
      zone,
      agents: all.value,
      synced,
      installation: id.value.id,
      clock,
      log,
    });
  };
  let isRunning = false;
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const outbound = new Outbound({
    store,
    clock,
    log,
    round,
    settings: async () => {
      const settings = await parts.settings();
      if (settings.ok) await nudges?.follow(settings.value);
      return settings;
    },
    changed,
    report: async (lines, { synced, settings }) => {
      const { showSubjects } = settings.safety;
      const round = { number: 0, lines, agents: synced, startedAt: clock.now(), ms: 0, showSubjects };
      await sentLog.add(lines, synced, showSubjects);
      for (const tell of sentListeners) tell(sentReport(round));
    },
  });
  const nudges =
    parts.nudges === undefined
      ? null
      : createNudgeDoor({ ...parts.nudges, clock, log, door: outbound, changed });
  return {
    store,
    outbound,
    door: {
      memory: () => store.read(),
      answer: (which, answer) => outbound.queue.answer(which, answer),
      state: () => {
        const { listensAt, problem: nudgeProblem } = nudges?.status() ?? nobody;
        const { problem } = outbound.status();
        return { isRunning, isNudged: listensAt !== null, problem, nudgeProblem };
      },
    },
    beside: {
      turns,
      heard: (changes, by) => outbound.heard(changes, by),
      touched: mailbox => ties.touched(mailbox),
      intended: async () => {
        await outbound.queue.load();
        const { entries } = outbound.queue.memory;
        return new Set([...entries.values()].flatMap(each => (each.intent === null ? [] : [each.haloId])));
      },
      mastersOf: async seriesIds => {
        // What cannot be loaded is told where the queue is used.
        await outbound.queue.load();
        return [...outbound.queue.memory.series.values()].flatMap(tie =>
          seriesIds.has(tie.itemId) ? [tie.haloId] : [],
        );
      },
    },
    listen: listener => {
      listeners.push(listener);
    },
    listenToSent: listener => {
      sentListeners.push(listener);
    },
    async followNudges(settings) {
      if (isRunning) await nudges?.followNow(settings);
    },
    async start() {
      const started = await outbound.start();
      isRunning = started.ok;
      changed();
      return started;
    },
    async close() {
      await nudges?.close();
      await outbound.stop();
      await store.close();
    },
  };
}
