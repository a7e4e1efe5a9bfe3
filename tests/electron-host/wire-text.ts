/**
 * Structured clone over text, by Electron's rules: functions are refused, dates, maps, sets, errors and bytes live on. The function is
 * also put into the page as source, so it must refer to nothing outside itself.
 */

export interface WireText {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

export function makeWireText(): WireText {
  type Row = readonly [string, ...unknown[]];
  const errors = new Map<string, (message: string) => Error>([
    ['TypeError', m => new TypeError(m)],
    ['RangeError', m => new RangeError(m)],
    ['SyntaxError', m => new SyntaxError(m)],
  ]);

  function encode(root: unknown): string {
    const places = new Map<unknown, number>();
    const rows: Row[] = [];
    const fail = (what: string): never => {
      throw new Error(`An object could not be cloned.${what}`);
    };
    const put = (value: unknown): unknown => {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
      if (typeof value === 'number') {
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { n: Object.is(value, -0) ? '-0' : String(value) };
      }
      if (value === undefined) return { u: 1 };
      if (typeof value === 'bigint') return { b: String(value) };
      if (typeof value !== 'object')
        return fail(typeof value === 'function' ? ` (function ${value.name})` : '');
      const known = places.get(value);
      if (known !== undefined) return { r: known };
      const place = rows.length;
      rows.push(['']);
      places.set(value, place);
      rows[place] = rowOf(value);
      return { r: place };
    };
    const rowOf = (value: object): Row => {
      const tag = Object.prototype.toString.call(value).slice(8, -1);
      if (Array.isArray(value)) return ['A', Array.from(value, put)];
      if (value instanceof Date) return ['D', value.getTime()];
      if (value instanceof Map) return ['M', [...value].map(([key, one]) => [put(key), put(one)])];
      if (value instanceof Set) return ['S', [...value].map(put)];
      if (value instanceof Error) return ['E', value.name, value.message];
      if (ArrayBuffer.isView(value)) {
        return ['B', [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]];
      }
      if (['Promise', 'WeakMap', 'WeakSet', 'WeakRef', 'Window', 'MessagePort'].includes(tag))
        return fail('');
      return ['O', Object.entries(value).map(([key, one]) => [key, put(one)])];
    };
    const first = put(root);
    return JSON.stringify({ first, rows });
  }

  function decode(text: string): unknown {
    const { first, rows } = JSON.parse(text);
    const made = new Map<number, unknown>();
    const get = (value: unknown): unknown => {
      if (value === null || typeof value !== 'object') return value;
      if ('n' in value) return Number(value.n);
      if ('u' in value) return undefined;
      if ('b' in value) return BigInt(String(value.b));
      const place = 'r' in value ? Number(value.r) : -1;
      if (made.has(place)) return made.get(place);
      return build(place);
    };
    const build = (place: number): unknown => {
      const [kind, ...rest] = rows[place];
      const keep = <T>(value: T): T => {
        made.set(place, value);
        return value;
      };
      if (kind === 'D') return keep(new Date(rest[0]));
      if (kind === 'E') {
        return keep((errors.get(rest[0]) ?? ((m: string) => new Error(m)))(rest[1]));
      }
      if (kind === 'B') return keep(new Uint8Array(rest[0]));
      if (kind === 'A') {
        const list: unknown[] = keep([]);
        for (const one of rest[0]) list.push(get(one));
        return list;
      }
      if (kind === 'M') {
        const map = keep(new Map<unknown, unknown>());
        for (const [key, one] of rest[0]) map.set(get(key), get(one));
        return map;
      }
      if (kind === 'S') {
        const set = keep(new Set<unknown>());
        for (const one of rest[0]) set.add(get(one));
        return set;
      }
      const plain: object = keep({});
      for (const [key, one] of rest[0]) {
        const value = get(one);
        Object.defineProperty(plain, key, { value, enumerable: true, configurable: true, writable: true });
      }
      return plain;
    };
    return get(first);
  }

  return { encode, decode };
}
