/** The reader of documents, the text rules, and values as servers write them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readXml } from '../../../main/adapters/exchange/read-answers/read-xml.ts';
import {
  readBoolean,
  readInstant,
  readMinutes,
} from '../../../main/adapters/exchange/read-answers/values.ts';
import { childrenOf, textOf, type XmlShape } from '../../../main/adapters/exchange/read-answers/xml-tree.ts';
import { escapeXml, withoutIllegalCharacters } from '../../../main/adapters/exchange/xml-text.ts';

/** Keeps nested `c` without end. */
const c: Record<string, XmlShape> = {};
c['c'] = c;
const endless = { a: { b: {}, c } };

const shape = { a: { b: {}, c: { '*': { d: {} } } } };

describe('a document is read by shape', () => {
  it('with any prefix, or none, and only what is asked for', () => {
    const documents = [
      '<a><b>1</b><x><b>2</b></x><c><y><d>3</d></y></c></a>',
      '<p:a xmlns:p="u"><p:b>1</p:b><q:x xmlns:q="v"><q:b>2</q:b></q:x><p:c><z:y xmlns:z="w"><d>3</d></z:y></p:c></p:a>',
    ];
    for (const document of documents) {
      const root = readXml(document, shape)?.children[0];
      assert.deepEqual(
        root?.children.map(child => child.name),
        ['b', 'c'],
      );
      assert.equal(textOf(root, 'b'), '1');
      assert.equal(root?.children[1]?.children[0]?.children[0]?.text, '3');
    }
  });

  it('with a byte order mark, blank lines before it, comments and CDATA', () => {
    const document =
      '\ufeff\r\n\n<?xml version="1.0" encoding="utf-8"?><!-- x --><a><b>R&amp;<![CDATA[D <]]></b></a>';
    assert.equal(textOf(readXml(document, shape)?.children[0], 'b'), 'R&D <');
  });

  it('with an element twice: both are there, the first is the one', () => {
    const root = readXml('<a><b>1</b><b>2</b></a>', shape)?.children[0];
    assert.equal(textOf(root, 'b'), '1');
    assert.equal(childrenOf(root, 'b').length, 2);
  });

  it('with elements named like what every object has', () => {
    const root = readXml('<a><constructor><b>1</b></constructor><toString/><__proto__/><b>2</b></a>', shape);
    assert.deepEqual(
      root?.children[0]?.children.map(child => child.name),
      ['b'],
    );
  });

  it('and is nothing when it is cut anywhere', () => {
    const document = '<a x="1"><b>1&amp;2</b><c><y><d>3</d></y></c></a>';
    for (let length = 0; length < document.length; length += 1) {
      assert.equal(readXml(document.slice(0, length), shape), null, document.slice(0, length));
    }
    assert.notEqual(readXml(document, shape), null);
  });

  it('and is nothing when it is malformed, has a DOCTYPE, or nests without end', () => {
    for (const document of [
      '<a><b></a></b>',
      '<a>&undefined;</a>',
      '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
      '<html><body>Sorry<br></body></html>',
      '<!DOCTYPE a><a><b>1</b></a>',
      `<a><x>${'<y>'.repeat(300)}${'</y>'.repeat(300)}</x></a>`,
      `<a><c>${'<c>'.repeat(300)}${'</c>'.repeat(300)}</c></a>`,
    ]) {
      assert.equal(readXml(document, endless), null, document.slice(0, 40));
    }
  });
});

describe('illegal characters', () => {
  it('are dropped in every form, legal ones stay', () => {
    const document =
      '<b>1&#x0;2&#31;3&#x1F;4\u0001\u000b5&#xFFFE;6&#xd800;7&#x110000;8&#x9;9&#10;&#x1F4C5;\ufffe</b>';
    assert.equal(withoutIllegalCharacters(document), '<b>12345678&#x9;9&#10;&#x1F4C5;</b>');
  });

  it('never reach a request, markup is escaped once', () => {
    assert.equal(escapeXml('R&D <"x"> \u0000\u001f\ufffe\ud800'), 'R&amp;D &lt;&quot;x&quot;&gt; ');
    assert.equal(escapeXml('\u{1f4c5}é\tx\n'), '\u{1f4c5}é\tx\n');
  });
});

describe('values', () => {
  it('are instants in UTC, whatever form the server gives them', () => {
    const forms: Readonly<Record<string, string>> = {
      '2026-03-29T01:30:00Z': '2026-03-29T01:30:00Z',
      ' 2026-03-29T01:30:00Z\n': '2026-03-29T01:30:00Z',
      '2026-03-29T03:30:00+02:00': '2026-03-29T01:30:00Z',
      '2026-03-28T20:00:00-05:30': '2026-03-29T01:30:00Z',
      '2026-03-29T01:30:00.627639500Z': '2026-03-29T01:30:00Z',
      '2026-03-29T01:30:00': '2026-03-29T01:30:00Z',
      '0001-01-01T00:00:00Z': '0001-01-01T00:00:00Z',
    };
    for (const [text, instant] of Object.entries(forms)) assert.equal(readInstant(text), instant, text);
  });

  it('are null when they are no instant', () => {
    for (const text of ['', '2026-03-29', 'yesterday', '2026-13-01T00:00:00Z', '2026-02-30T09:00:00Z']) {
      assert.equal(readInstant(text), null, text);
    }
  });

  it('are minutes of durations of either sign', () => {
    const forms: Readonly<Record<string, number | null>> = {
      PT2H: 120,
      '-PT5H45M': -345,
      PT0H: 0,
      '-PT0H': 0,
      'PT23H59M59.999S': 1_440,
      P1DT1H: 1_500,
      PT60M: 60,
      'PT-60M': null,
      '2 hours': null,
    };
    for (const [text, minutes] of Object.entries(forms)) assert.equal(readMinutes(text), minutes, text);
  });

  it('are true for true and 1 alone', () => {
    assert.deepEqual(['true', ' 1 ', 'false', '0', '', 'True'].map(readBoolean), [
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});
