/**
 * NTLMv2 as a sign-in for sockets, with integrity code and channel binding always: who signs in is decided at the handshake and never
 * again on that socket. Makes one proof per handshake; whether there may be another handshake is for the guard to say.
 */
import { randomBytes } from 'node:crypto';
import type { SocketSignIn } from '../../http/socket-sign-in.ts';
import { channelBinding } from './channel-binding.ts';
import {
  type Account,
  hmacMd5,
  lmResponse,
  localDomain,
  passwordHash,
  prove,
  readAccount,
  responseKey,
  unicode,
} from './keys.ts';
import { authenticateMessage, integrityAt, negotiateMessage, readChallenge } from './messages.ts';
import { attribute, writeTargetInfo } from './target-info.ts';

/** 1601 to 1970, in milliseconds. */
const windowsEpochMs = 11_644_473_600_000;

/** In the attribute of flags: the message carries an integrity code, so its absence would be noticed. */
const hasIntegrityCode = 2;

export interface NtlmOptions {
  /** `DOMAIN\user`, `user@domain`, `.\user` or a bare name. */
  readonly user: string;
  readonly password: string;
  /** Milliseconds since 1970, for servers that tell no time themselves. */
  readonly nowMs: () => number;
  /** Eight bytes nobody can foresee. Default: random ones; tests know theirs. */
  readonly clientChallenge?: () => Buffer;
}

function fileTime(ms: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE(BigInt(ms + windowsEpochMs) * 10_000n);
  return time;
}

/** The token of one scheme in a WWW-Authenticate header, which may hold several challenges. */
function tokenOf(challenges: string): Buffer | null {
  const [, token] = /(?:^|,)\s*NTLM\s+([A-Za-z0-9+/]+={0,2})\s*(?:,|$)/i.exec(challenges) ?? [];
  return token === undefined ? null : Buffer.from(token, 'base64');
}

/** The account as it is told: one of the server itself carries the server's name. */
function toldAs(account: Account, computerName: Buffer | undefined): Account {
  if (account.domain !== localDomain) return account;
  return { ...account, domain: computerName?.toString('utf16le') ?? '' };
}

export function ntlmSignIn(options: NtlmOptions): SocketSignIn {
  const account = readAccount(options.user);
  const newChallenge = options.clientChallenge ?? (() => randomBytes(8));
  let hashing: Promise<Buffer> | null = null;

  return {
    begin(host) {
      const negotiate = negotiateMessage();
      return {
        first: `NTLM ${negotiate.toString('base64')}`,
        async answer(challenges, certificate) {
          const token = tokenOf(challenges);
          const challenge = token === null ? null : readChallenge(token);
          if (challenge === null) return null;
          hashing ??= passwordHash(options.password);
          const { serverChallenge, flags } = challenge;
          const who = toldAs(account, challenge.info.get(attribute.computerName));
          const key = responseKey(await hashing, who);
          const time = challenge.info.get(attribute.time);
          const serverTime = time?.length === 8 ? time : null;
          const info = new Map(challenge.info);
          const vouched = Buffer.alloc(4);
          info.get(attribute.flags)?.copy(vouched);
          vouched.writeUInt32LE((vouched.readUInt32LE(0) | hasIntegrityCode) >>> 0);
          info.set(attribute.flags, vouched);
          info.set(attribute.channelBinding, channelBinding(certificate));
          info.set(attribute.targetName, unicode(`HTTP/${host}`));
          const clientChallenge = newChallenge();
          const proof = prove(key, {
            serverChallenge,
            clientChallenge,
            time: serverTime ?? fileTime(options.nowMs()),
            info: writeTargetInfo(info),
          });
          const message = authenticateMessage({
            // A server that tells the time wants the integrity code instead.
            lmResponse:
              serverTime === null ? lmResponse(key, serverChallenge, clientChallenge) : Buffer.alloc(24),
            ntResponse: proof.response,
            domain: unicode(who.domain),
            user: unicode(who.user),
            flags,
          });
          hmacMd5(proof.sessionKey, negotiate, challenge.bytes, message).copy(message, integrityAt);
          return `NTLM ${message.toString('base64')}`;
        },
      };
    },
  };
}
