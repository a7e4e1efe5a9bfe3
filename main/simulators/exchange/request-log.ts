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

const longest = 65_536;
const kept = 20_000;

/** A copy of the start of a text that does not keep the whole text alive. */
function cut(text: string): string {
  return text.length <= longest ? text : Buffer.from(text.slice(0, longest)).toString();
}

export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  #count = 0;

  add(entry: Omit<LoggedRequest, 'n'>): void {
    const { requestXml, responseXml } = entry;
    this.entries.push({
      ...entry,
      n: ++this.#count,
      requestXml: cut(requestXml),
      responseXml: cut(responseXml),
    });
    if (this.entries.length > kept) this.entries.splice(0, this.entries.length - kept);
  }

  clear(): void {
    this.entries.length = 0;
  }
}
