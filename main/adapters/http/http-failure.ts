/** Tells apart why an exchange failed, by the error codes of Node and OpenSSL; never by the words of a message. */
import type { HttpFailure, HttpFailureKind } from './http-client.ts';

const certificateReasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  HOSTNAME_MISMATCH: 'wrong-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
  CERT_UNTRUSTED: 'unknown-authority',
  CERT_REVOKED: 'revoked',
  CERT_REJECTED: 'other',
  CERT_SIGNATURE_FAILURE: 'other',
  CERT_CHAIN_TOO_LONG: 'other',
  INVALID_CA: 'other',
  INVALID_PURPOSE: 'other',
  PATH_LENGTH_EXCEEDED: 'other',
};

const kinds: Readonly<Record<string, HttpFailureKind>> = {
  ENOTFOUND: 'name-not-resolved',
  EAI_AGAIN: 'name-not-resolved',
  EAI_FAIL: 'name-not-resolved',
  EAI_NODATA: 'name-not-resolved',
  EAI_NONAME: 'name-not-resolved',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  EADDRNOTAVAIL: 'refused',
  ETIMEDOUT: 'timeout',
};

/** The first code that says something; attempts over several addresses come as an AggregateError without one. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) {
    for (const inner of error.errors)
      if (inner instanceof Error && codeOf(inner) !== '') return codeOf(inner);
  }
  return '';
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

/** What came instead of a TLS handshake was none, or none that both sides speak. */
function saysNoTls(system: string): boolean {
  return system === 'EPROTO' || system.startsWith('ERR_SSL_');
}

/** `own`: why we ended it ourselves; null when the system did. Facts: see `HttpFailure`. */
export function failureOf(
  error: Error,
  own: HttpFailureKind | null,
  about: { url: URL | null; requestSent: boolean; deadlineMs: number; limitBytes: number },
): HttpFailure {
  const { url, requestSent } = about;
  const at = url === null ? {} : { host: url.hostname, port: portOf(url) };
  if (own === 'timeout') return { kind: own, facts: { ...at, deadlineMs: about.deadlineMs }, requestSent };
  if (own === 'too-large') return { kind: own, facts: { ...at, limitBytes: about.limitBytes }, requestSent };
  if (own !== null) return { kind: own, facts: at, requestSent };
  const system = codeOf(error);
  const reason = certificateReasons[system] ?? (!requestSent && saysNoTls(system) ? 'no-tls' : undefined);
  if (reason !== undefined) return { kind: 'certificate', facts: { ...at, reason, system }, requestSent };
  // What a proxy answered instead of opening a tunnel.
  const status =
    'statusCode' in error && typeof error.statusCode === 'number' ? { status: error.statusCode } : {};
  const facts = system === '' ? at : { ...at, system, ...status };
  return { kind: kinds[system] ?? 'connection-lost', facts, requestSent };
}
