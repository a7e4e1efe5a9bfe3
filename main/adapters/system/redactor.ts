/**
 * The one place that keeps secrets and private texts out of everything that is written for people: log, reports, support copies.
 * It knows the secrets that were registered, and what secrets look like. E-mail addresses stay: administrators need them.
 */

export type Field = string | number | boolean;
export type Fields = Readonly<Record<string, Field>>;

export interface Redactor {
  /** From now on the text is replaced wherever it appears, also in the forms in which it travels (base64, URL, JSON). */
  protect(text: string): void;
  clean(text: string): string;
  /** Cleans the values; a field that is named like a secret loses its whole value. */
  cleanFields(fields: Fields): Fields;
}

export const removed = '[removed]';

/** Only so many texts are remembered, the newest: a guard against growth, far above what is ever registered. */
const mostTexts = 5_000;

/** What is named like this is a secret, whatever it is. */
const secretName =
  /pass(?:word|wd|phrase)?|pwd|secret|token|api[-_]?key|authori[sz]ation|cookie|credential|assertion/i;

/** Names that only speak about a secret: `secret.missing`, `secretName`. */
const aboutSecret = /^(?:secretName|secretSource|tokenType)$/;

const patterns: readonly (readonly [RegExp, string])[] = [
  // Authorization: Basic …, also without the header's name
  [/\b(Authorization|Proxy-Authorization|Cookie|Set-Cookie)(["']?\s*[:=]\s*)[^\r\n]+/gi, `$1$2${removed}`],
  // A word of prose after the name of a scheme is no credential: that has capitals, digits or padding.
  [/\b([Bb]asic|[Bb]earer|NTLM|[Nn]egotiate)\s+(?=\S*[A-Z\d=+/])[\w\-+/=.~]{8,}/g, `$1 ${removed}`],
  // password=…, "client_secret": "…", token: …
  [
    /\b([\w-]*(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|assertion))(["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;&}\]"']+)/gi,
    `$1$2${removed}`,
  ],
  // https://user:password@host
  [/(\/\/[^/\s:@]+:)[^/\s@]+(?=@)/g, `$1${removed}`],
  // a JSON web token
  [/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g, removed],
];

function formsOf(text: string): readonly string[] {
  return [
    text,
    Buffer.from(text, 'utf8').toString('base64').replace(/=+$/, ''),
    encodeURIComponent(text.toWellFormed()),
    JSON.stringify(text).slice(1, -1),
  ];
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

export function createRedactor(): Redactor {
  const texts = new Set<string>();
  let known: RegExp | null = null;

  const compile = (): RegExp | null => {
    if (texts.size === 0) return null;
    const forms = new Set([...texts].flatMap(formsOf));
    // The longest first, so that no part of one is left over.
    const inOrder = [...forms].sort((a, b) => b.length - a.length);
    return new RegExp(inOrder.map(escapeRegExp).join('|'), 'g');
  };
  const clean = (text: string): string => {
    known ??= compile();
    const withoutKnown = known === null ? text : text.replace(known, removed);
    return patterns.reduce((left, [pattern, instead]) => left.replace(pattern, instead), withoutKnown);
  };
  return {
    protect: text => {
      if (text === '' || texts.has(text)) return;
      texts.add(text);
      const oldest = [...texts].at(0);
      if (texts.size > mostTexts && oldest !== undefined) texts.delete(oldest);
      known = null;
    },
    clean,
    cleanFields: fields =>
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => {
          if (secretName.test(name) && !aboutSecret.test(name)) return [name, removed];
          return [name, typeof value === 'string' ? clean(value) : value];
        }),
      ),
  };
}
