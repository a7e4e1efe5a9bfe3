/**
 * The text rules of XML 1.0 in both directions: escaping what we write, dropping what may not stand in a document at all.
 * Exchange itself sends `&#x0;` to `&#x1F;` in subjects and bodies; one of them would lose the whole batch in a strict parser.
 */

/** Control characters, U+FFFE, U+FFFF: in no XML 1.0 document, not even as a reference. */
const illegal = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const illegalOrLone =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
/** Most values are ids in base64, or addresses. */
const harmless = /^[\w+/=@. -]*$/;
const reference = /&#(?:x([0-9a-fA-F]+)|([0-9]+));/g;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Otherwise a parser makes a line feed of it in text and a space in an attribute.
  '\r': '&#xD;',
};

/** Text or attribute value of a request. Not idempotent: escape exactly once. */
export function escapeXml(value: string): string {
  if (harmless.test(value)) return value;
  return value.replace(illegalOrLone, '').replace(/[&<>"\r]/g, found => escapes[found] ?? found);
}

/** Whether a character may stand in a document, as itself or as a reference. */
export function isLegalCharacter(codePoint: number): boolean {
  return (
    codePoint === 0x9 ||
    codePoint === 0xa ||
    codePoint === 0xd ||
    (codePoint >= 0x20 && codePoint <= 0xd7ff) ||
    (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  );
}

/** The document without byte order mark, leading blank lines, and illegal characters in either form. */
export function withoutIllegalCharacters(document: string): string {
  return document
    .trimStart()
    .replace(illegal, '')
    .replace(reference, (whole, hex: string | undefined, decimal: string | undefined) =>
      isLegalCharacter(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ? whole : '',
    );
}
