/** What a server's certificate says of itself, for people: whose it is, who issued it, how long it lasts. Judges nothing. */
import type { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect, TLSSocket } from 'node:tls';

export interface ServerCertificate {
  /** Common name, or all of the subject where it has none. */
  readonly subject: string;
  /** DNS names and addresses that it is made out for, separated by ', '. */
  readonly names: string;
  readonly issuer: string;
  /** ISO instants, to the second. */
  readonly from: string;
  readonly until: string;
  /** Of the whole certificate: SHA-256, as browsers show it. */
  readonly fingerprint: string;
}

const mostNames = 200;

function nameIn(distinguished: string): string {
  const [, common] = /^CN=(.+)$/m.exec(distinguished) ?? [];
  return common ?? distinguished.replaceAll('\n', ', ');
}

function instant(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? '' : `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** As data for people: common names instead of whole ones, moments in UTC ('' for one that cannot be read). */
export function describeCertificate(certificate: X509Certificate): ServerCertificate {
  const names = (certificate.subjectAltName ?? '').replaceAll(/(?:DNS|IP Address):/g, '');
  return {
    subject: nameIn(certificate.subject),
    names: names.length > mostNames ? `${names.slice(0, mostNames)}…` : names,
    issuer: nameIn(certificate.issuer),
    from: instant(certificate.validFrom),
    until: instant(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}

const shownOn = new WeakMap<Socket, X509Certificate>();

/**
 * The certificate that was shown on this socket; null without TLS, and for a TLS session that went on where it left off. Node gives it
 * out once, so it is kept with the socket.
 */
export function certificateOn(socket: Socket | null): X509Certificate | null {
  if (!(socket instanceof TLSSocket)) return null;
  const certificate = shownOn.get(socket) ?? socket.getPeerX509Certificate() ?? null;
  if (certificate !== null) shownOn.set(socket, certificate);
  return certificate;
}

const lookMs = 10_000;

/** What a server shows, its own certificate first, then who issued it, as far as it sends them. */
export interface ShownCertificates {
  readonly chain: readonly [ServerCertificate, ...ServerCertificate[]];
  /** The server's own certificate. */
  readonly pem: string;
}

const longestChain = 10;

function issuersOf(certificate: X509Certificate): readonly X509Certificate[] {
  const issuers: X509Certificate[] = [];
  let issuer = certificate.issuerCertificate;
  while (issuer !== undefined && issuers.length < longestChain) {
    const isSame = issuer.fingerprint256 === (issuers.at(-1) ?? certificate).fingerprint256;
    if (isSame) break;
    issuers.push(issuer);
    issuer = issuer.issuerCertificate;
  }
  return issuers;
}

/**
 * Has the certificates shown, trusted or not: a handshake on a socket of its own, on which nothing is ever sent. Null when nothing is
 * shown within the deadline (ten seconds at most) or before the signal. It goes straight, past any proxy.
 */
export function lookAtCertificates(
  url: URL,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<ShownCertificates | null> {
  return new Promise(resolve => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const socket = connect({
      host,
      port: url.port === '' ? 443 : Number(url.port),
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      // Only to look: the very certificate that is not trusted is to be described.
      rejectUnauthorized: false,
    });
    const end = (seen: X509Certificate | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      const shown =
        seen === null
          ? null
          : {
              chain: [describeCertificate(seen), ...issuersOf(seen).map(describeCertificate)] as const,
              pem: seen.toString(),
            };
      socket.destroy();
      resolve(shown);
    };
    const stop = () => end(null);
    const timer = setTimeout(stop, Math.min(lookMs, deadlineMs));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) return stop();
    socket.on('error', stop);
    socket.on('close', stop);
    socket.on('secureConnect', () => end(certificateOn(socket)));
  });
}
