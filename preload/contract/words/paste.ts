/** The commands in a remedy, on their own so that they can be copied. They stand in the remedy's text as well; nothing is made up here. */

/** `Verb-Noun`, one value, then parameters with or without a value. Values are quoted or one word. */
const command =
  /\b(?:Add|Get|New|Set|Test|Remove)-[A-Z]\w+(?: "[^"]*"| [A-Z]\w*(?=$|[.)]| -))?(?: -[A-Z]\w*(?: (?:"[^"]*"|\w+))?)*/g;

const ofExchange = /-(?:Management|Mailbox)/;

/** Null: the remedy has none. */
export function pasteFrom(remedy: string): { readonly title: string; readonly text: string } | null {
  const found = remedy.match(command);
  if (found === null) return null;
  const text = [...new Set(found)].join('\n');
  return { title: ofExchange.test(text) ? 'Exchange Management Shell' : 'PowerShell', text };
}
