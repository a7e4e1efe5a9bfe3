/** Damage to any answer that is a text: cut, blown up, replaced, with bytes in it that belong nowhere. Knows no format. */
import { type Mutator, pick } from './mutation.ts';

const html =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Please sign in &nbsp;</form></body></html>';
const strays: readonly string[] = [
  '\u0000',
  '\u0008',
  '\u001f',
  '\ufffe',
  '\uffff',
  '&#0;',
  '&#x1f;',
  '&#xffff;',
  '&#x110000;',
  '&undefined;',
  '&',
  '<',
  ']]>',
  '<![CDATA[',
  '<!--',
  '<?php ?>',
  '\ufeff',
];
const elsewhere: readonly string[] = [
  '',
  ' \r\n\t',
  html,
  'OK',
  'null',
  '{}',
  '{"Message":"An error has occurred."}',
  '<?xml version="1.0"?>',
  '<a/>',
  '\u0000'.repeat(100),
  'PK\u0003\u0004',
  '['.repeat(50_000),
  '<a>'.repeat(50_000),
];

function at(text: string, place: number, inserted: string): string {
  return text.slice(0, place) + inserted + text.slice(place);
}

/** Cut where there is still something of it; what is lost is more than blanks. */
const cut: Mutator = (text, numbers) => {
  const place = numbers.below(Math.max(1, text.trimEnd().length));
  return { text: text.slice(0, place), kind: 'cut' };
};

const replaced: Mutator = (_, numbers) => ({ text: pick(elsewhere, numbers) ?? '', kind: 'replaced' });

const beginning: Mutator = (text, numbers) => ({
  text: (pick(['\ufeff', '\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n', '\u0000', ")]}',\n"], numbers) ?? '') + text,
  kind: 'before-it',
});

const trailing: Mutator = (text, numbers) => ({
  text: text + (pick(['\u0000', text, html, '}', '</x>', ' \n ', 'x'], numbers) ?? ''),
  kind: 'behind-it',
});

/** Any two pieces change places, so that nothing is where it belongs. */
const shuffled: Mutator = (text, numbers) => {
  const [a = 0, b = 0] = [numbers.below(text.length), numbers.below(text.length)].sort((x, y) => x - y);
  return { text: text.slice(b) + text.slice(a, b) + text.slice(0, a), kind: 'shuffled' };
};

/** A stray character between two tags or two values, never inside of one: there it would be another value. */
const stray: Mutator = (text, numbers) => {
  const places = [...text.matchAll(/><|[,{[]"/g)].map(match => match.index + 1);
  const place = pick(places, numbers);
  return place === undefined ? null : { text: at(text, place, pick(strays, numbers) ?? ''), kind: 'stray' };
};

export const textDamages: readonly Mutator[] = [cut, cut, replaced, beginning, trailing, shuffled, stray];
