/**
 * A sign-in that belongs to a socket and not to a request (NTLM; Kerberos would be another). What it says is its own business; the
 * HTTP client only brings its words to the server, on one socket, and keeps that socket for requests with the very same object.
 */

export interface SocketSignIn {
  /** One handshake on one socket. `host`: name of the server, as the address has it. */
  begin(host: string): Handshake;
}

export interface Handshake {
  /** Value of the Authorization header of a request without a body. */
  readonly first: string;
  /**
   * Value of the Authorization header of the request itself. `challenges`: the WWW-Authenticate of the 401 to the first.
   * `certificate`: the server's, in DER; null without TLS. Null: the server does not go on with this sign-in.
   */
  answer(challenges: string, certificate: Uint8Array | null): Promise<string | null>;
}
