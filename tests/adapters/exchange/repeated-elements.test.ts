/** Folding of repeated zones: what is read is the same as without it, and whatever misleads the search only costs time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldRepeats } from '../../../main/adapters/exchange/read-answers/repeated-elements.ts';
import {
  readXml,
  type XmlNode,
  type XmlShape,
} from '../../../main/adapters/exchange/read-answers/xml-tree.ts';

const zone: XmlShape = { P: {} };
const shape: XmlShape = { r: { i: { s: {}, Zone: zone } } };
const definition = (id: string) => `<t:Zone Id="${id}" Name="a > b"><t:P B="1"/>x</t:Zone>`;
const item = (inner: string) => `<i><s>one</s>${inner}</i>`;
const read = (document: string, repeated?: string) => readXml(document, shape, repeated);
const zonesOf = (tree: XmlNode | null) =>
  tree?.children[0]?.children.flatMap(one => one.children.filter(child => child.name === 'Zone')) ?? [];

describe('elements that repeat', () => {
  const documents: Readonly<Record<string, string>> = {
    'equal ones': `<r>${item(definition('A')).repeat(3)}</r>`,
    'two kinds in turn': `<r>${(item(definition('A')) + item(definition('B'))).repeat(3)}</r>`,
    'empty ones': `<r>${item('<t:Zone Id="A"/>').repeat(2)}${item(definition('A')).repeat(2)}</r>`,
    'an empty one whose attribute ends like a tag': `<r>${item('<t:Zone Id="A/>"/>').repeat(3)}</r>`,
    'one with a slash before a bracket in an attribute': `<r>${item('<t:Zone Id="a/>b"><t:P/></t:Zone>').repeat(3)}</r>`,
    'other names that begin so': `<r>${item(`<t:ZoneId>A</t:ZoneId>${definition('A')}`).repeat(2)}</r>`,
    'some where nothing is kept': `<r>${item(definition('A'))}<skip>${definition('A')}</skip>${item(definition('B')).repeat(2)}</r>`,
    'one inside another': `<r>${item('<t:Zone><t:Zone/></t:Zone>').repeat(2)}</r>`,
    'text that looks like one': `<r><i><s><![CDATA[${definition('A')}]]></s></i>${item(definition('A')).repeat(2)}</r>`,
    'a comment with one in it': `<r><!-- ${definition('A')} -->${item(definition('A')).repeat(2)}</r>`,
    'escaped text': `<r><i><s>&lt;t:Zone>&lt;/t:Zone></s></i>${item(definition('A')).repeat(2)}</r>`,
    'an illegal character': `<r>${item(`<s>a&#x1;b\u0002</s>${definition('A')}`).repeat(2)}</r>`,
    'no end': `<r>${item(definition('A'))}<t:Zone>`,
  };
  for (const [name, document] of Object.entries(documents)) {
    it(`are read as if each stood there in full: ${name}`, () => {
      assert.deepEqual(read(document, 'Zone'), read(document));
    });
  }

  it('are one object, so that what was made of it is found again', () => {
    const [first, second, third] = zonesOf(
      read(`<r>${item(definition('A')).repeat(2)}${item(definition('B'))}</r>`, 'Zone'),
    );
    assert.ok(first !== undefined && first === second && first !== third);
  });

  it('are folded at all', () => {
    const folded = foldRepeats(`<r>${item(definition('A')).repeat(3)}</r>`, 'Zone');
    assert.deepEqual(folded?.firsts, [0, 0, 0]);
    assert.equal(folded.document.match(/<t:P/g)?.length, 1);
  });
});
