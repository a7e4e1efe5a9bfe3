/** What was asked of this Halo and what it answered, for tests and people. Bounded: old texts fall away, then old lines. */

export interface LoggedRequest {
  /** Running number from 1; not reset by clearing. */
  readonly n: number;
  /** Simulator time of arrival, milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Parameters by lower-case name. */
  readonly query: Readonly<Record<string, string>>;
  /** As it came; '' when there was none or when it is too old. A token request's body is left out. */
  readonly body: string;
  /** 0 when no answer was sent. */
  readonly status: number;
  /** The body of the answer; '' when it is too old. */
  readonly answer: string;
  readonly ms: number;
}

const mostLines = 50_000;
const mostTexts = 2_000;

export class RequestLog {
  #lines: LoggedRequest[] = [];
  #count = 0;

  get lines(): readonly LoggedRequest[] {
    return this.#lines;
  }

  add(line: Omit<LoggedRequest, 'n'>): void {
    this.#count += 1;
    this.#lines.push({ n: this.#count, ...line });
    const old = this.#lines.length - mostTexts;
    const faded = this.#lines[old - 1];
    if (faded !== undefined) this.#lines[old - 1] = { ...faded, body: '', answer: '' };
    if (this.#lines.length > mostLines) this.#lines = this.#lines.slice(mostLines / 2);
  }

  clear(): void {
    this.#lines = [];
  }
}
