/**
 * Why settings cannot be used, key by key, in words that an administrator can do something with: the same for window and command line.
 * Never the value that was refused.
 */
import type { z } from 'zod';

export interface WrongSetting {
  /** Dotted, as the command line names it. */
  readonly key: string;
  /** What follows "it": `must be at least 1`; `not-known` for a key that is no setting. */
  readonly reason: string;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, e.g. [1,2]',
  object: 'a group of settings',
  record: 'a group of settings',
};

function plainWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `must be at least ${issue.minimum}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_union': {
      const choices: unknown = Reflect.get(issue, 'options');
      return Array.isArray(choices) ? `must be one of ${choices.map(String).join(', ')}` : issue.message;
    }
    default:
      return issue.message;
  }
}

/** The innermost reason: a choice between shapes says nothing by itself, its last shape does. */
function reasonOf(issue: z.core.$ZodIssue): {
  readonly path: readonly PropertyKey[];
  readonly reason: string;
} {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return { path: [...path, issue.keys[0] ?? ''], reason: 'not-known' };
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.at(-1)?.at(0);
    if (inner !== undefined) {
      const found = reasonOf(inner);
      return { path: [...path, ...found.path], reason: found.reason };
    }
  }
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    if (inner !== undefined) return { path, reason: reasonOf(inner).reason };
  }
  return { path, reason: plainWords(issue) };
}

/** In the order of the settings. */
export function wrongSettings(error: z.ZodError): readonly WrongSetting[] {
  return error.issues.map(issue => {
    const { path, reason } = reasonOf(issue);
    return { key: path.map(String).join('.'), reason };
  });
}
