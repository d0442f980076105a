/** Characters that are mapped to nothing (RFC 3454 table B.1). */
const nothing = /\u00AD|\u034F|\u1806|[\u180B-\u180D]|[\u200B-\u200D]|\u2060|[\uFE00-\uFE0F]|\uFEFF/gu;
/** Spaces other than the usual one (table C.1.2). */
const spaces = /[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/gu;

/**
 * A name or password as SCRAM compares it: mapped and normalised as SASLprep says (RFC 4013). Characters that SASLprep
 * prohibits are left in: a client that sends them has to send the same ones.
 */
export function prepared(text: string): string {
  return text.replaceAll(spaces, ' ').replaceAll(nothing, '').normalize('NFKC');
}
