/** Lets the endpoint listen as settings and secret say, and only then: begins, moves or ends it when they change. Decides nothing about nudges. */
import type { Settings } from '../../preload/contract/settings.ts';
import { createNudgeEndpoint, type NudgeEndpoint } from '../adapters/endpoint/nudge-endpoint.ts';
import type { SecretStore } from '../adapters/system/secrets.ts';
import type { Problem, Result } from '../core/problem.ts';
import { succeeded } from '../core/problem.ts';
import { sendsChanges } from '../engine/run-context.ts';
import type { ChangeDoor } from '../outbound-ports.ts';
import type { Clock, Log, RequestLog } from '../ports.ts';

/** The secret may be entered at any time, and a port may become free: looked at no more often than this. */
const everyMs = 10_000;

export interface NudgeStatus {
  /** Null: nobody is listened to. */
  readonly listensAt: { readonly address: string; readonly port: number } | null;
  /** Why nobody is, although the settings say so. */
  readonly problem: Problem | null;
}

export interface NudgeDoor {
  /** To be called again and again with the settings of the moment. One at a time; never rejects. */
  follow(settings: Settings): Promise<void>;
  /** The same, at once: somebody asks how it stands. */
  followNow(settings: Settings): Promise<void>;
  status(): NudgeStatus;
  /** Nobody is listened to any more. */
  close(): Promise<void>;
}

export interface NudgeDoorParts {
  readonly secrets: Pick<SecretStore, 'read'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly requestLog: Pick<RequestLog, 'record'>;
  readonly door: ChangeDoor;
  /** What a status shows is different now. */
  readonly changed: () => void;
}

interface Wanted {
  readonly address: string;
  readonly port: number;
  readonly secret: string;
}

export function createNudgeDoor(parts: NudgeDoorParts): NudgeDoor {
  const { secrets, clock, log, requestLog } = parts;
  let open: { readonly endpoint: NudgeEndpoint; readonly wanted: Wanted } | null = null;
  let status: NudgeStatus = { listensAt: null, problem: null };
  let turn: Promise<void> = Promise.resolve();
  let isClosed = false;
  let last: { readonly key: string; readonly atMs: number } | null = null;

  const tell = (next: NudgeStatus) => {
    const isNews =
      next.problem?.code !== status.problem?.code || next.listensAt?.port !== status.listensAt?.port;
    status = next;
    if (!isNews) return;
    if (next.problem !== null) log.problem(next.problem);
    if (next.listensAt !== null) log.write('info', 'Halo may tell of changes', { ...next.listensAt });
    parts.changed();
  };

  const end = async () => {
    const ending = open;
    open = null;
    await ending?.endpoint.stop();
  };

  /** Null: nobody is to be listened to. */
  const wish = async (settings: Settings): Promise<Result<Wanted | null>> => {
    const { enabled, address, port } = settings.outbound.endpoint;
    if (isClosed || !enabled || !sendsChanges(settings)) return succeeded(null);
    const secret = await secrets.read('outbound.secret');
    return secret.ok ? succeeded({ address, port, secret: secret.value }) : secret;
  };

  const begin = async (wanted: Wanted): Promise<void> => {
    const endpoint = createNudgeEndpoint({
      ...wanted,
      clock,
      log,
      requestLog,
      heard: (changes, by) => parts.door.heard(changes, by),
      lookAt: agentIds => parts.door.lookAt(agentIds),
    });
    const started = await endpoint.start();
    if (started.ok) open = { endpoint, wanted };
    tell(
      started.ok
        ? { listensAt: started.value, problem: null }
        : { listensAt: null, problem: started.problem },
    );
  };

  const once = async (settings: Settings): Promise<void> => {
    const wished = await wish(settings);
    const wanted = wished.ok ? wished.value : null;
    const now = open?.wanted;
    const isSame =
      wanted !== null &&
      now?.address === wanted.address &&
      now.port === wanted.port &&
      now.secret === wanted.secret;
    if (isSame) return;
    await end();
    if (wanted !== null) await begin(wanted);
    else tell({ listensAt: null, problem: wished.ok ? null : wished.problem });
  };

  const bug = (thrown: unknown) => {
    const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    log.problem({ code: 'internal.bug', scope: 'installation', retryable: true }, { stack });
  };
  const door: NudgeDoor = {
    followNow: settings => {
      last = null;
      return door.follow(settings);
    },
    follow: settings => {
      const key = JSON.stringify([settings.outbound.endpoint, sendsChanges(settings)]);
      const atMs = clock.monotonicMs();
      if (last?.key === key && atMs - last.atMs < everyMs) return turn;
      last = { key, atMs };
      turn = turn.then(() => once(settings)).catch(bug);
      return turn;
    },
    status: () => status,
    close: () => {
      isClosed = true;
      turn = turn.then(end);
      return turn;
    },
  };
  return door;
}
