/**
 * Reads a TypeScript file just far enough to judge it: code without comments and strings, and what it imports.
 * Everything keeps its place, so that an offset tells the line.
 */

export interface Import {
  readonly line: number;
  /** What stands between the quotes; null when it is computed. */
  readonly specifier: string | null;
  /** True for `import type` and `export type`: gone when the program runs. */
  readonly typeOnly: boolean;
  /** True for `export … from`. */
  readonly reExport: boolean;
}

export interface Source {
  /** The text with comments and the insides of strings and patterns blanked. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ');
const quoted = /^'(?:[^'\\\n]|\\.)*'?|^"(?:[^"\\\n]|\\.)*"?/;
const pattern = /^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/;
const patternMayFollow = /(?:^|[=([{},;:!&|?+\-*%~^<>]|\b(?:return|typeof|case|in|of|await|yield|void))\s*$/;

/** The end of the text part of a template that begins at `from`: after its closing mark, or after the next `${`. */
function templateEnd(text: string, from: number): { readonly end: number; readonly opens: boolean } {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return { end: at + 1, opens: false };
    else if (text.startsWith('${', at)) return { end: at + 2, opens: true };
  }
  return { end: text.length, opens: false };
}

/** `keepStrings` leaves quoted strings as they are and blanks comments alone. */
function blanked(text: string, keepStrings: boolean): string {
  let out = '';
  /** For each open `${`: how many braces are open inside it. */
  const templates: number[] = [];
  const template = (from: number) => {
    const { end, opens } = templateEnd(text, from);
    if (opens) templates.push(0);
    out += keepStrings ? text.slice(out.length, end) : blank(text.slice(out.length, end));
  };
  while (out.length < text.length) {
    const at = out.length;
    const rest = text.slice(at, at + 2);
    const depth = templates.at(-1);
    if (rest === '//') {
      const end = text.indexOf('\n', at);
      out += blank(text.slice(at, end < 0 ? text.length : end));
    } else if (rest === '/*') {
      const end = text.indexOf('*/', at + 2);
      out += blank(text.slice(at, end < 0 ? text.length : end + 2));
    } else if (rest.startsWith("'") || rest.startsWith('"')) {
      const whole = quoted.exec(text.slice(at))?.[0] ?? "'";
      out += keepStrings ? whole : `${whole[0]}${blank(whole.slice(1, -1))}${whole.slice(1).slice(-1)}`;
    } else if (rest.startsWith('/') && patternMayFollow.test(out.slice(-200))) {
      const whole = pattern.exec(text.slice(at))?.[0] ?? '/';
      out += keepStrings ? whole : blank(whole);
    } else if (rest.startsWith('`')) {
      template(at + 1);
    } else if (depth === 0 && rest.startsWith('}')) {
      templates.pop();
      template(at + 1);
    } else {
      if (depth !== undefined && rest.startsWith('{')) templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && rest.startsWith('}')) templates[templates.length - 1] = depth - 1;
      out += text[at] ?? '';
    }
  }
  return out;
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const statement =
  /(?<![.\w$#])(import|export)(\s+type)?\b(?:\s*|[\w\s$*,]+|[\w\s$*,]*\{[^{}'"]*\}\s*(?:from\s*)?)(['"])([^'"\n]+)\3/g;
const dynamic = /(?<![.\w$#])(?:import|require)\s*\(\s*(?:(['"])([^'"\n]+)\1\s*\))?/g;

export function readSource(text: string): Source {
  const code = blanked(text, false);
  const withStrings = blanked(text, true);
  const imports: Import[] = [];
  for (const match of withStrings.matchAll(statement)) {
    // The same words inside a string are no import: in `code` they are blank.
    if (code[match.index] === ' ') continue;
    imports.push({
      line: lineOf(text, match.index),
      specifier: match[4] ?? null,
      typeOnly: match[2] !== undefined,
      reExport: match[1] === 'export',
    });
  }
  for (const match of withStrings.matchAll(dynamic)) {
    if (code[match.index] === ' ') continue;
    imports.push({
      line: lineOf(text, match.index),
      specifier: match[2] ?? null,
      typeOnly: false,
      reExport: false,
    });
  }
  return { code, imports };
}
