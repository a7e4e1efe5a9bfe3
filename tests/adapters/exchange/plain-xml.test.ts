/** The quick reader: whatever it reads, a whole parser reads the same; all that is malformed it leaves to the whole parser. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { itemsShape } from '../../../main/adapters/exchange/read-answers/item.ts';
import { readPlainXml } from '../../../main/adapters/exchange/read-answers/plain-xml.ts';
import { viewShape } from '../../../main/adapters/exchange/read-answers/row.ts';
import { readWholeXml } from '../../../main/adapters/exchange/read-answers/whole-xml.ts';
import {
  repeats,
  type XmlNode,
  type XmlShape,
} from '../../../main/adapters/exchange/read-answers/xml-tree.ts';

/** The parser's attributes have no prototype. */
function alike({ name, attributes, text, children }: XmlNode): object {
  return { name, attributes: { ...attributes }, text, children: children.map(alike) };
}

function assertAgrees(document: string, shape: XmlShape): 'plain' | 'left' {
  const plain = readPlainXml(document, shape);
  if (plain === null) return 'left';
  const whole = readWholeXml(document, shape);
  assert.notEqual(whole, null, document);
  if (whole !== null) assert.deepEqual(alike(plain), alike(whole), document);
  return 'plain';
}

const leaf: XmlShape = {};
const zone: XmlShape = { [repeats]: true, P: leaf };
const shape: XmlShape = { r: { i: { s: leaf, u: leaf, Zone: zone, '*': { s: leaf } } } };
const definition = (id: string) => `<t:Zone Id="${id}" Name="a > b"><t:P B="1"/>x</t:Zone>`;
const item = (inner: string) => `<i><s>one</s>${inner}</i>`;

describe('a document in plain form', () => {
  const documents: Readonly<Record<string, string>> = {
    'a declaration': '<?xml version="1.0" encoding="utf-8"?><r><i/></r>',
    'prefixes, changing ones too':
      '<a:r xmlns:a="u"><b:i><s>1</s></b:i><i><b:s>2</b:s></i><b:i><s>3</s></b:i></a:r>',
    references: '<r><i><s x="&lt;&#65;&#x1F4C5;">&amp;&quot;&apos;&gt;&#xD;\n &#10;</s></i></r>',
    'line feeds and tabs between elements': '\n<r>\n\t<i>\n\t\t<s>1</s>\n\t</i>\n</r>\n',
    'spaces before the end of an empty element': '<r><i a="1" /><i /></r>',
    'characters of all planes': '<r><i><s>Å\u2028\u{1f4c5}\u{10ffff}\u00a0</s></i></r>',
    'names that begin alike': '<r><i><s>1</s><sx>2</sx><s-x/><s.y>3</s.y><s>4</s></i></r>',
    'an element twice, and out of order': '<r><i><u>1</u><s>2</s><s>3</s><u/></i><i><s/><u/></i></r>',
    'any name': '<r><i><constructor><s>1</s></constructor><toString/><__proto__/><s>2</s></i></r>',
    'what is not wanted': '<r><x a="1"><i><s>1</s>&amp;</i><y/></x><i/></r>',
    'equal ones that repeat': `<r>${item(definition('A')).repeat(3)}</r>`,
    'two kinds in turn': `<r>${(item(definition('A')) + item(definition('B'))).repeat(3)}</r>`,
    'empty ones': `<r>${item('<t:Zone Id="A"/>').repeat(2)}${item(definition('A')).repeat(2)}</r>`,
    'an attribute that ends like a tag': `<r>${item('<t:Zone Id="A/>"/>').repeat(3)}</r>`,
    'one that begins as another does': `<r>${item('<Zone>1</Zone>')}${item('<Zone>12</Zone>')}${item('<Zone>1</Zone>')}</r>`,
    'more kinds than are remembered': `<r>${Array.from({ length: 60 }, (_, n) => item(definition(String(n % 40)))).join('')}</r>`,
    'some where nothing is wanted': `<r>${item(definition('A'))}<skip>${definition('A')}</skip>${item(definition('B')).repeat(2)}</r>`,
    'one inside another': `<r>${item('<t:Zone><t:Zone/></t:Zone>').repeat(2)}</r>`,
  };
  for (const [name, document] of Object.entries(documents)) {
    it(`is read as a whole parser reads it: ${name}`, () => {
      assert.equal(assertAgrees(document, shape), 'plain');
    });
  }

  it('gives elements that repeat as one object, so that what was made of it is found again', () => {
    const tree = readPlainXml(`<r>${item(definition('A')).repeat(2)}${item(definition('B'))}</r>`, shape);
    const [first, second, third] = tree?.children[0]?.children.map(each => each.children[1]) ?? [];
    assert.ok(first !== undefined && first === second && first !== third);
  });

  it('is read alike whatever was read before: what is learned only makes it quicker', () => {
    const many = Array.from({ length: 200 }, (_, n) => `<n${n}><s>${n}</s></n${n}>`).join('');
    for (const document of [`<r><i>${many}</i></r>`, documents['any name'] ?? '', `<r><i>${many}</i></r>`]) {
      assert.equal(assertAgrees(document, shape), 'plain');
    }
  });
});

describe('what is not plain', () => {
  const right: Readonly<Record<string, string>> = {
    'a comment': '<r><!-- a --><i/></r>',
    CDATA: '<r><i><s><![CDATA[<]]></s></i></r>',
    'an instruction': '<r><?a b?><i/></r>',
    'carriage returns': '<r>\r\n<i/></r>',
    'another version': '<?xml version="1.1"?><r/>',
    'space in a closing tag': '<r><i></i ></r >',
    'a name beyond ASCII': '<r><é/></r>',
    'a line break in an attribute': '<r a="1\n2"/>',
  };
  for (const [name, document] of Object.entries(right)) {
    it(`is left to the whole parser: ${name}`, () => {
      assert.equal(readPlainXml(document, shape), null);
      assert.notEqual(readWholeXml(document, shape), null);
    });
  }

  const wrong: Readonly<Record<string, string>> = {
    nothing: '',
    'a DOCTYPE': '<!DOCTYPE r><r/>',
    'an undefined reference': '<r><i>&nbsp;</i></r>',
    'a reference to nothing legal': '<r><i>&#0;&#xFFFE;</i></r>',
    'a reference beyond the last plane': '<r><i>&#x110000;</i></r>',
    'half a reference': '<r><i>a &amp b</i></r>',
    'a control character': '<r><i>\u0001</i></r>',
    'a character that is none': '<r><i>\uffff</i></r>',
    'the end of CDATA in text': '<r><i>]]></i></r>',
    'an attribute twice': '<r a="1" a="2"/>',
    'no quotes': '<r a=1/>',
    'no space between attributes': '<r a="1"b="2"/>',
    'a bracket in an attribute': '<r a="<"/>',
    'two roots': '<r/><r/>',
    'text beside the root': '<r/>x',
    'a crossing': '<r><i><s></i></s></r>',
    'a name with nothing before its colon': '<r><:i/></r>',
    'an end too many': '<r/></r>',
    'no end': `<r>${item(definition('A'))}<t:Zone>`,
    'nesting without end, wanted': `${'<r>'.repeat(300)}${'</r>'.repeat(300)}`,
    'nesting without end, not wanted': `<r>${'<x>'.repeat(300)}${'</x>'.repeat(300)}</r>`,
  };
  const endless: Record<string, XmlShape> = {};
  endless['r'] = endless;
  for (const [name, document] of Object.entries(wrong)) {
    it(`is not read: ${name}`, () => {
      assert.equal(readPlainXml(document, shape), null);
      assert.equal(readPlainXml(document, endless), null);
    });
  }
});

const envelope = (inner: string) =>
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><h:ServerVersionInfo MajorVersion="15" xmlns:h="u"/></s:Header><s:Body><m:GetItemResponse xmlns:m="m" xmlns:t="t"><m:ResponseMessages>${inner}</m:ResponseMessages></m:GetItemResponse></s:Body></s:Envelope>`;
const mailbox =
  '<t:Mailbox><t:Name>Zoë &amp; Co</t:Name><t:EmailAddress>z@example.org</t:EmailAddress></t:Mailbox>';
const fields = `<t:ItemId Id="AAMk+/=" ChangeKey="DwAA"/><t:Subject>R&amp;D ] &lt;x> \u{1f4c5}</t:Subject><t:Categories><t:String>a</t:String><t:String>b</t:String></t:Categories><t:ExtendedProperty><t:ExtendedFieldURI PropertyId="35"/><t:Value>BAAA</t:Value></t:ExtendedProperty><t:Start>2026-11-12T19:15:00Z</t:Start><t:Location/>`;
const documents = [
  {
    shape: itemsShape,
    document: envelope(
      `<m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items><t:CalendarItem>${fields}<t:Body BodyType="Text">One&#xD;\ntwo</t:Body><t:Organizer>${mailbox}</t:Organizer><t:StartTimeZone Name="W" Id="W. Europe"><t:Periods><t:Period Bias="-PT1H" Id="a"/></t:Periods></t:StartTimeZone></t:CalendarItem></m:Items></m:GetItemResponseMessage>`.repeat(
        2,
      ),
    ),
  },
  {
    shape: viewShape,
    document: envelope(
      `<m:FindItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:RootFolder TotalItemsInView="2" IncludesLastItemInRange="true"><t:Items>${`<t:CalendarItem>${fields}</t:CalendarItem>`.repeat(2)}</t:Items></m:RootFolder></m:FindItemResponseMessage>`,
    ),
  },
] as const;

describe('nesting', () => {
  it('is as deep as a whole parser takes it, and no deeper', () => {
    const endless: Record<string, XmlShape> = {};
    endless['r'] = endless;
    for (const wanted of [endless, { r: leaf }]) {
      for (let depth = 196; depth < 206; depth += 1) {
        const document = '<r>'.repeat(depth) + '</r>'.repeat(depth);
        const isRead = readWholeXml(document, wanted) !== null;
        assert.equal(assertAgrees(document, wanted), isRead ? 'plain' : 'left', String(depth));
      }
    }
  });
});

describe('mutated answers', () => {
  /** What breaks documents, and what turns one that is right into another. */
  const pieces = fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '/',
      '/>',
      '</',
      '"',
      "'",
      '&',
      ';',
      '=',
      ' ',
      '\n',
      '\r',
      '\t',
      ':',
      ']',
      ']]>',
      '&amp;',
      '&#x0;',
      '&#65;',
      '<!--',
      '-->',
      '<![CDATA[',
      '<?',
      '<t:Subject>',
      '</t:Subject>',
      '<x/>',
      'Id="1" ',
      't:',
      '\u0000',
      '\ufffe',
      '\ud800',
      'é',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom('a', '9', '&gt;', 'Ω', '<x a="1">2</x>', ' a="2"', '</t:x><t:x>'),
  );
  const cut = fc.record({
    at: fc.nat(),
    length: fc.oneof(fc.constant(0), fc.constant(0), fc.nat({ max: 30 })),
    piece: pieces,
  });
  const mutated = (document: string, cuts: readonly { at: number; length: number; piece: string }[]) =>
    cuts.reduce((text, one) => {
      const at = one.at % (text.length + 1);
      return text.slice(0, at) + one.piece + text.slice(at + one.length);
    }, document);

  for (const { shape: wanted, document } of documents) {
    it('are read as a whole parser reads them, or left to it', async () => {
      assert.equal(assertAgrees(document, wanted), 'plain');
      const counts = { plain: 0, left: 0 };
      await fc.assert(
        fc.property(fc.array(cut, { minLength: 1, maxLength: 3 }), cuts => {
          counts[assertAgrees(mutated(document, cuts), wanted)] += 1;
        }),
        { seed: 11, numRuns: 4_000 },
      );
      assert.ok(counts.plain > 100 && counts.left > 100, JSON.stringify(counts));
    });

    it('are never read when they are cut', () => {
      for (let length = 0; length < document.length; length += 1) {
        assert.equal(readPlainXml(document.slice(0, length), wanted), null, document.slice(0, length));
      }
    });
  }
});
