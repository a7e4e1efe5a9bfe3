/**
 * What the body of an answer is, before anybody believes it, and what may be told of an error in it: its shape and the names of our
 * own fields in it. Never its words: they may echo a subject.
 */

export type AnswerBody =
  | { readonly kind: 'json'; readonly value: unknown }
  /** Markup: a sign-in page, a proxy, a web server's own error page. */
  | { readonly kind: 'html' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'empty' };

export function readBody(text: string): AnswerBody {
  const body = text.replace(/^\ufeff/, '').trim();
  if (body === '') return { kind: 'empty' };
  if (body.startsWith('<')) return { kind: 'html' };
  try {
    return { kind: 'json', value: JSON.parse(body) };
  } catch {
    return { kind: 'text', text: body };
  }
}

/** The shapes in which Halo has been seen to refuse. */
export type ErrorShape =
  | 'result-code'
  | 'class-name'
  | 'message'
  | 'oauth'
  | 'text'
  | 'empty'
  | 'html'
  | 'other';

export interface ErrorReading {
  readonly shape: ErrorShape;
  /** The server's own words; for matching alone, never for a fact or a log. */
  readonly words: string;
  /** `error` of the token endpoint, '' when there is none. */
  readonly oauthError: string;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function readError(body: AnswerBody): ErrorReading {
  switch (body.kind) {
    case 'empty':
    case 'html':
      return { shape: body.kind, words: '', oauthError: '' };
    case 'text':
      return { shape: 'text', words: body.text, oauthError: '' };
    case 'json':
      return readErrorObject(body.value);
  }
}

function readErrorObject(value: unknown): ErrorReading {
  if (typeof value === 'string') return { shape: 'text', words: value, oauthError: '' };
  if (typeof value !== 'object' || value === null) return { shape: 'other', words: '', oauthError: '' };
  const fields = new Map<string, unknown>(Object.entries(value));
  const message = textOf(fields.get('Message')) || textOf(fields.get('message'));
  if (fields.has('errorMessage') || fields.has('resultCode')) {
    return { shape: 'result-code', words: textOf(fields.get('errorMessage')), oauthError: '' };
  }
  if (fields.has('ClassName')) return { shape: 'class-name', words: message, oauthError: '' };
  if (message !== '') return { shape: 'message', words: message, oauthError: '' };
  const error = textOf(fields.get('error'));
  if (error === '') return { shape: 'other', words: '', oauthError: '' };
  const description = textOf(fields.get('error_description'));
  return { shape: 'oauth', words: `${error} ${description}`, oauthError: error };
}

/** Which of the given field names the words speak of; the first five, in the order given. */
export function namedFields(words: string, names: readonly string[]): readonly string[] {
  const spoken = new Set(
    words
      .slice(0, 4_000)
      .toLowerCase()
      .match(/[a-z_]+/g) ?? [],
  );
  return names.filter(name => spoken.has(name)).slice(0, 5);
}
