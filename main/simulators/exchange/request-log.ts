/** The public log of what was asked and answered. Long texts are cut, old entries go. */

export interface LoggedRequest {
  /** From 1, never reused. */
  readonly n: number;
  /** Epoch ms by the simulator's clock. */
  readonly at: number;
  /** SOAP operation; '' when the request carried none (refused sign-in, GET). */
  readonly operation: string;
  /** Address that the request acted on. */
  readonly mailbox: string | undefined;
  /** Who signed in; undefined when nobody did. */
  readonly user: string | undefined;
  readonly requestXml: string;
  /** HTTP status; 0 when the connection was reset or left without an answer. */
  readonly status: number;
  readonly responseXml: string;
  /** Time to the answer in ms, latency included. */
  readonly ms: number;
  /** Number of the TCP connection, from 1. */
  readonly connection: number;
}

const longestRequest = 65_536;
const longestResponse = 32_768;
const kept = 20_000;

/** A copy of the start of some bytes that does not keep all of them alive. */
function cut(bytes: Buffer, longest: number): string {
  return bytes.toString('utf8', 0, longest);
}

export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  #count = 0;

  add(
    entry: Omit<LoggedRequest, 'n' | 'requestXml' | 'responseXml'>,
    request: Buffer,
    response: Buffer,
  ): void {
    this.entries.push({
      ...entry,
      n: ++this.#count,
      requestXml: cut(request, longestRequest),
      responseXml: cut(response, longestResponse),
    });
    if (this.entries.length > kept) this.entries.splice(0, this.entries.length - kept);
  }

  clear(): void {
    this.entries.length = 0;
  }
}
