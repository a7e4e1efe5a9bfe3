/** The line format of iCalendar: folding, escaping, parameters, components. Knows no property by name. */

export interface ICalendarProperty {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

export interface ICalendarComponent {
  readonly name: string;
  readonly properties: readonly ICalendarProperty[];
  readonly components: readonly ICalendarComponent[];
}

/** Lines of at most 73 characters, each continuation begun by a blank. */
export function foldLines(lines: readonly string[]): string {
  return lines
    .map(line => line.replace(/[\s\S]{73}(?=[\s\S])/g, '$&\r\n '))
    .concat('')
    .join('\r\n');
}

export function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

export function plainText(value: string): string {
  return value.replace(/\\([\s\S])/g, (_, next: string) => (next === 'n' || next === 'N' ? '\n' : next));
}

const line = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^":;]*)(?:,(?:"[^"]*"|[^":;,]*))*)*):([\s\S]*)$/;

function readLine(text: string): ICalendarProperty | undefined {
  const [, name, rest = '', value = ''] = line.exec(text) ?? [];
  if (name === undefined) return undefined;
  const parameters = [...rest.matchAll(/;([A-Za-z0-9-]+)=("[^"]*"|[^;]*)/g)].map(
    ([, key = '', given = '']) => [key.toUpperCase(), given.replace(/^"|"$/g, '')] as const,
  );
  return { name: name.toUpperCase(), parameters: new Map(parameters), value };
}

/** The component of that name on the outside; undefined when the text is none or its ends do not match. */
export function readComponent(text: string, name: string): ICalendarComponent | undefined {
  interface Open {
    readonly name: string;
    readonly properties: ICalendarProperty[];
    readonly components: ICalendarComponent[];
  }
  const open: Open[] = [{ name: '', properties: [], components: [] }];
  for (const one of text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/)) {
    const read = readLine(one);
    const current = open.at(-1);
    if (read === undefined || current === undefined) continue;
    if (read.name === 'BEGIN')
      open.push({ name: read.value.trim().toUpperCase(), properties: [], components: [] });
    else if (read.name !== 'END') current.properties.push(read);
    else {
      if (open.length < 2 || current.name !== read.value.trim().toUpperCase()) return undefined;
      open.pop();
      open.at(-1)?.components.push(current);
    }
  }
  return open.length === 1 ? open[0]?.components.find(one => one.name === name) : undefined;
}

export function propertyOf(component: ICalendarComponent, name: string): ICalendarProperty | undefined {
  return component.properties.find(one => one.name === name);
}

export function valueNamed(component: ICalendarComponent, name: string): string | undefined {
  return propertyOf(component, name)?.value.trim();
}
