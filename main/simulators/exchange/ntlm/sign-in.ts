/** NTLM as IIS has it: two requests on one connection sign that connection in, until it ends or begins anew. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { SignIn, SignInMethod } from '../sign-in.ts';
import { readClaim, readOffer, type ServerNames, writeChallenge } from './messages.ts';
import { type ChannelBindingRule, isTrue, type Md4 } from './verify.ts';

export interface NtlmServer {
  readonly md4: Md4;
  readonly names: ServerNames;
  /** Epoch ms. */
  readonly now: () => number;
  readonly rule: ChannelBindingRule;
  /** Of this server's certificate; undefined without TLS. */
  readonly binding: Buffer | undefined;
  readonly passwordOf: (user: string) => string | undefined;
}

type Memory =
  | { readonly kind: 'asked'; readonly nonce: Buffer; readonly before: readonly Buffer[] }
  | { readonly kind: 'signed-in'; readonly user: string };

function fileTime(ms: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(Math.trunc(ms)) + 11_644_473_600_000n) * 10_000n);
  return time;
}

/** The names under which the account may be known here. */
function namesOf(domain: string, user: string, names: ServerNames): readonly string[] {
  if (domain === '') return user.includes('@') ? [user] : [`${names.domain}\\${user}`, user];
  const isOwn = domain.toLowerCase() === names.computer.toLowerCase();
  return [`${domain}\\${user}`, ...(isOwn ? [`.\\${user}`] : [])];
}

export function ntlmSignIn(server: NtlmServer): SignInMethod {
  const memories = new WeakMap<Socket, Memory>();

  function examine(memory: Memory | undefined, message: Buffer): SignIn {
    const claim = readClaim(message);
    if (claim === undefined || memory?.kind !== 'asked') return { kind: 'refused' };
    const { md4, rule, binding } = server;
    for (const user of namesOf(claim.domain, claim.user, server.names)) {
      const password = server.passwordOf(user);
      const examined = { md4, rule, binding, nonce: memory.nonce, before: memory.before };
      if (password !== undefined && isTrue(claim, { ...examined, password })) return { kind: 'user', user };
    }
    return { kind: 'refused' };
  }

  return {
    challenge: 'NTLM',
    identify(request: IncomingMessage): SignIn {
      const { socket } = request;
      const header = request.headers.authorization;
      const memory = memories.get(socket);
      if (header === undefined) {
        return memory?.kind === 'signed-in' ? { kind: 'user', user: memory.user } : { kind: 'unknown' };
      }
      const [, token] = /^NTLM\s+(\S+)\s*$/i.exec(header) ?? [];
      if (token === undefined) return { kind: 'unknown' };
      const message = Buffer.from(token, 'base64');
      const offer = readOffer(message);
      memories.delete(socket);
      if (offer !== undefined) {
        const nonce = randomBytes(8);
        const challenge = writeChallenge(offer, nonce, server.names, fileTime(server.now()));
        memories.set(socket, { kind: 'asked', nonce, before: [message, challenge] });
        return { kind: 'refused', challenge: `NTLM ${challenge.toString('base64')}` };
      }
      const found = examine(memory, message);
      if (found.kind === 'user') memories.set(socket, { kind: 'signed-in', user: found.user });
      return found;
    },
  };
}
