/** Each mending of `ews-javascript-api` is still needed, and still there. When one of these fails after an update, the mending may go. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { loadEwsLibrary } from '../../../main/adapters/exchange/ews-library.ts';
import { readXml } from '../../../main/adapters/exchange/read-answers/read-xml.ts';
import type { XmlNode, XmlShape } from '../../../main/adapters/exchange/read-answers/xml-tree.ts';
import { arrived, everyRequest, everyWrite, hostile } from './every-request.ts';

/** What the library writes without us, in a process of its own: it is mended once per process. */
function unmended(script: string): string {
  const code = `const ews = await import('ews-javascript-api');
    const { EwsServiceXmlWriter } = await import('ews-javascript-api/js/Core/EwsServiceXmlWriter.js');
    const writer = new EwsServiceXmlWriter(null);
    ${script}`;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout : `failed: ${run.stderr}`;
}

function everyText(node: XmlNode): readonly string[] {
  return [node.text, ...Object.values(node.attributes), ...node.children.flatMap(everyText)];
}

const everything: Record<string, XmlShape> = {};
everything['*'] = everything;

it('the library still escapes nothing in text and attributes', () => {
  const written = unmended(`
    writer.WriteStartElement(ews.XmlNamespace.Types, 'Subject');
    writer.WriteAttributeValue('Id', 'R&D <"');
    writer.WriteValue('R&D <', 'Subject');
    writer.WriteEndElement();
    console.log(writer.GetXML());`);
  assert.match(written, /Id="R&D <""/);
  assert.match(written, />R&D <</);
});

it('the library still needs util.isNullOrUndefined, which Node no longer has', () => {
  const written = unmended(`
    new ews.ExtendedPropertyDefinition(ews.DefaultExtendedPropertySet.Meeting, 0x23, ews.MapiPropertyType.Binary).WriteToXml(writer);`);
  assert.match(written, /isNullOrUndefined\) is not a function/);
});

it('the library still writes an offset behind a date, and still fails for zones newer than its table', () => {
  const written = unmended(`
    const day = new ews.DateTime(Date.parse('2026-03-29T00:00:00Z'), ews.DateTimeKind.Utc);
    console.log(ews.DateTime.DateTimeToXSDate(day));
    const service = new ews.ExchangeService(ews.ExchangeVersion.Exchange2016, ews.TimeZoneInfo.Utc);
    service.Url = new ews.Uri('https://not-used.invalid/');
    service.Credentials = new ews.WebCredentials('none', 'none');
    const appointment = new ews.Appointment(service);
    const name = 'Saratov Standard Time';
    appointment.StartTimeZone = ews.TimeZoneInfo.CreateCustomTimeZone(name, ews.TimeSpan.Zero, name, name);
    appointment.Start = day;
    await appointment.Save(ews.SendInvitationsMode.SendToNone).catch(error => console.log(String(error.message)));`);
  assert.match(written, /^2026-03-29\+00:00$/m);
  assert.match(written, /Invalid date and time/);
});

it('a series begins on the day that is meant, whatever zone the process is in', () => {
  for (const zone of ['Pacific/Kiritimati', 'America/Adak', 'UTC']) {
    const script = `
      const { loadEwsLibrary } = await import('./main/adapters/exchange/ews-library.ts');
      const { recurrenceOf } = await import('./main/adapters/exchange/write/series-recurrence.ts');
      const series = { pattern: { kind: 'daily', every: 1 }, range: { kind: 'until', last: '2026-04-02' } };
      const ews = await loadEwsLibrary();
      const recurrence = recurrenceOf(ews, series, '2026-03-29');
      console.log(ews.DateTime.DateTimeToXSDate(recurrence.StartDate), ews.DateTime.DateTimeToXSDate(recurrence.EndDate));`;
    const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: { ...process.env, TZ: zone },
    });
    assert.equal(run.stdout.trim(), '2026-03-29 2026-04-02', `${zone}: ${run.stderr}`);
  }
});

it('every request is well-formed and carries hostile values as values, once escaped', async () => {
  for (const access of ['impersonation', 'delegate'] as const) {
    const style = { version: 'Exchange2010_SP2', access } as const;
    for (const { name, xml } of [...(await everyRequest(style)), ...(await everyWrite(style))]) {
      const tree = readXml(xml, { '*': everything });
      assert.ok(tree !== null, `${name} is not well-formed`);
      const isHostile = name !== 'GetFolder calendar' || access === 'impersonation';
      if (isHostile) assert.ok(everyText(tree).includes(arrived), `${name} lost ${JSON.stringify(hostile)}`);
      assert.ok(!xml.includes('&amp;amp;'), `${name} escapes twice`);
    }
  }
});

it('the library is mended once, however often it is loaded', async () => {
  const first = await loadEwsLibrary();
  assert.equal(await loadEwsLibrary(), first);
});
