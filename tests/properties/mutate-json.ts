/**
 * Damage and lies for an answer of Halo. Damage: a value of a kind that the place never has, an answer that is another thing altogether. A lie
 * is another value of a right kind, a field or row left out, doubled, or with another id.
 */
import type { SeededNumbers } from '../torture/seeded-numbers.ts';
import { extremeTexts, type Mutator, pick } from './mutation.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).map(
    ([key, each]) => [Array.isArray(value) ? Number(key) : key, each] as const,
  );
  return [path, ...inner.flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

function valueAt(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = new Map<string, Json>(Object.entries(found)).get(String(key));
  }
  return found;
}

/** The value with another one at the path; `change` gets what is there and gives what takes its place: nothing, one, or several elements. */
function changed(value: Json, path: Path, change: (before: Json) => readonly Json[]): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value)[0] ?? null;
  if (Array.isArray(value)) {
    return value.flatMap((each, index) =>
      index !== key ? [each] : rest.length === 0 ? change(each) : [changed(each, rest, change)],
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => {
      if (name !== key) return [[name, each]];
      const after = rest.length === 0 ? change(each) : [changed(each, rest, change)];
      return after.slice(0, 1).map(one => [name, one]);
    }),
  );
}

/** A mutator of one place of the document. */
function ofPlace(
  kind: string,
  change: (before: Json, all: Json, path: Path, numbers: SeededNumbers) => readonly Json[] | null,
): Mutator {
  return (text, numbers) => {
    const all = parsed(text);
    if (all === undefined) return null;
    const path = pick(pathsOf(all), numbers) ?? [];
    const before = valueAt(all, path);
    const after = before === undefined ? null : change(before, all, path, numbers);
    if (after === null) return null;
    const row = path.slice(0, path.findIndex(key => typeof key === 'number') + 1);
    return {
      text: JSON.stringify(changed(all, path, () => after)),
      kind: `${kind} ${path.at(-1) ?? 'root'}`,
      about: JSON.stringify(valueAt(all, row) ?? null) + JSON.stringify(after),
    };
  };
}

const isPlain = (value: Json) => typeof value !== 'object' || value === null;

/** No field of Halo that we read holds these. */
const otherKind = ofPlace('other kind at', (before, _, __, numbers) => {
  const nest: Json = JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`);
  const kinds: readonly Json[] = isPlain(before)
    ? [{}, [], [{}], { value: before }, nest]
    : [0, true, 'text', -1];
  return [pick(kinds, numbers) ?? {}];
});

const notJson: Mutator = (text, numbers) => {
  const ways: readonly ((whole: string) => string)[] = [
    whole => whole.replace(/([}\]])/, ',$1'),
    whole => whole.replaceAll('"', "'"),
    whole => whole.replace(/:\s*\d+/, ': NaN'),
    whole => whole.replace(/"/, ''),
    whole => `callback(${whole})`,
    whole => `${whole}${whole}`,
    whole => JSON.stringify(JSON.stringify(whole)),
  ];
  return { text: (pick(ways, numbers) ?? (whole => whole))(text), kind: 'not JSON' };
};

const refusal: Mutator = (_, numbers) => ({
  text: JSON.stringify(
    pick(
      [
        { errorMessage: 'no', resultCode: 5 },
        { ClassName: 'System.Exception', Message: 'no' },
        { error: 'invalid_client' },
        { message: 'Authorization has been denied for this request.' },
        'no',
        0,
      ],
      numbers,
    ),
  ),
  kind: 'refusal in 200',
});

export const jsonDamages: readonly Mutator[] = [otherKind, otherKind, notJson, refusal];

const otherValue = ofPlace('another', (before, all, path, numbers) => {
  if (!isPlain(before)) return null;
  const name = path.at(-1);
  const twins = pathsOf(all)
    .filter(each => each.at(-1) === name)
    .map(each => valueAt(all, each) ?? null);
  if (numbers.below(2) === 0) return [pick(twins, numbers) ?? null];
  if (typeof before === 'number') return [pick([0, -1, before + 1, 1e15, 1e308, 0.5, 2 ** 31], numbers) ?? 0];
  if (typeof before === 'boolean') return [pick([!before, null, Number(!before)], numbers) ?? null];
  return [pick([...extremeTexts, null], numbers) ?? null];
});

const leftOut = ofPlace('left out', (_, __, path) => (path.length === 0 ? null : []));

const twice = ofPlace('twice', (before, _, path) =>
  typeof path.at(-1) === 'number' ? [before, before] : null,
);

const emptied = ofPlace('emptied', before => (Array.isArray(before) && before.length > 0 ? [[]] : null));

const otherId = ofPlace('other id', (before, all, path, numbers) => {
  if (path.at(-1) !== 'id' || typeof before !== 'number') return null;
  const ids = pathsOf(all)
    .filter(each => each.at(-1) === 'id')
    .map(each => valueAt(all, each) ?? null);
  return [pick([before + 1, before - 1, ...ids, 0, 999_999], numbers) ?? 0];
});

export const jsonLies: readonly Mutator[] = [
  otherValue,
  otherValue,
  leftOut,
  leftOut,
  twice,
  emptied,
  otherId,
  otherId,
];
