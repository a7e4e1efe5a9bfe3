/**
 * The text of a list while it arrives, a row at a time: a Halo that gives a list whole sends megabytes of which a few fields are read, and
 * they must not all be in memory at once. It knows no field; that the text is JSON is found out here for the rows, by the reader for the rest.
 */

const quote = 0x22;
const comma = 0x2c;
const openSquare = 0x5b;
const backslash = 0x5c;
const closeSquare = 0x5d;
const openCurly = 0x7b;
const closeCurly = 0x7d;

/** Enough of the end of a text to see a key in it. */
const tail = 80;

export class ListText {
  readonly #key: RegExp;
  readonly #take: (row: unknown) => void;
  /** What is no row: the envelope, or all of a text that is no list. */
  #rest = '';
  /** Of the row that has begun. */
  #row = '';
  #hasRows = false;
  #where: 'before' | 'rows' | 'after' = 'before';
  /** Brackets that are open; within the rows, those of one row. */
  #depth = 0;
  /** Those around the rows. */
  #around = 0;
  #inText = false;
  #escaped = false;
  #isBroken = false;

  /** `name`: the key of an envelope under which the rows are. `take` is given each of them, or of a bare list, parsed; it must not throw. */
  constructor(name: string, take: (row: unknown) => void) {
    this.#key = new RegExp(`(?:^|[^\\\\])"${name}"\\s*:\\s*$`);
    this.#take = take;
  }

  /** The next part of the text, wherever it was cut. */
  add(part: string): void {
    let from = 0;
    for (let at = 0; at < part.length && !this.#isBroken; at += 1) {
      const code = part.charCodeAt(at);
      if (this.#inText) {
        if (this.#escaped) this.#escaped = false;
        else if (code === backslash) this.#escaped = true;
        else if (code === quote) this.#inText = false;
      } else if (code === quote) this.#inText = true;
      else if (this.#where === 'rows' && this.#depth === 0 && (code === comma || code === closeSquare)) {
        this.#endRow(part.slice(from, at), code === closeSquare);
        from = code === comma ? at + 1 : at;
      } else if (code === openSquare && this.#where !== 'rows' && this.#opensRows(part.slice(from, at))) {
        this.#rest += part.slice(from, at + 1);
        from = at + 1;
      } else this.#count(code);
    }
    if (this.#isBroken) return;
    if (this.#where === 'rows') this.#row += part.slice(from);
    else this.#rest += part.slice(from);
  }

  /** The text without its rows, `[]` or an envelope with none; null: a row is not JSON. */
  end(): string | null {
    return this.#isBroken ? null : this.#rest;
  }

  #count(code: number): void {
    if (code === openCurly || code === openSquare) this.#depth += 1;
    else if (code === closeCurly || code === closeSquare) this.#depth -= 1;
    // A row that closes more than it has opened is none.
    if (this.#where === 'rows' && this.#depth < 0) this.#isBroken = true;
  }

  #opensRows(since: string): boolean {
    const before = this.#rest.slice(-tail) + since;
    const isBare = this.#depth === 0 && /^\ufeff?\s*$/.test(before);
    if (!isBare && !(this.#depth === 1 && this.#key.test(before.slice(-tail)))) return false;
    // Two lists of one name: nobody can say which is meant.
    this.#isBroken = this.#where === 'after';
    this.#where = 'rows';
    this.#around = this.#depth;
    this.#depth = 0;
    return true;
  }

  #endRow(end: string, isLast: boolean): void {
    const text = this.#row + end;
    this.#row = '';
    // A comma is followed by a row; what an empty list holds is none.
    if (!isLast || this.#hasRows || /\S/.test(text)) {
      this.#hasRows = true;
      const row = parsed(text);
      if (row === undefined) this.#isBroken = true;
      else this.#take(row);
    }
    if (!isLast) return;
    this.#where = 'after';
    this.#depth = this.#around;
  }
}

/** Undefined, which JSON does not have: not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
