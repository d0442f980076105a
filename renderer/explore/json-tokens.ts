/** A piece of a payload's text with what it is, for colour only. */
interface JsonToken {
  readonly kind: 'key' | 'string' | 'number' | 'literal' | 'other';
  readonly text: string;
}

/** A string that may be cut, with the colon that makes it a key; a number; a literal; anything else. */
const pattern =
  /("(?:[^"\\]|\\.)*"?)(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|[^"\-\dtfn]+|./gs;

/**
 * Cuts a text that looks like JSON into coloured pieces without parsing it: it may be cut off, or no JSON at all. Any
 * other text is one piece. Joined, the pieces are the text.
 */
export function jsonTokens(text: string): readonly JsonToken[] {
  if (!looksLikeJson(text)) return [{ kind: 'other', text }];
  const tokens: JsonToken[] = [];
  for (const [whole, string, colon, number, literal] of text.matchAll(pattern)) {
    if (string !== undefined) {
      tokens.push({ kind: colon === undefined ? 'string' : 'key', text: string });
      if (colon !== undefined) push(tokens, colon);
    } else if (number !== undefined) tokens.push({ kind: 'number', text: whole });
    else if (literal !== undefined) tokens.push({ kind: 'literal', text: whole });
    else push(tokens, whole);
  }
  return tokens;
}

function looksLikeJson(text: string): boolean {
  return /^\s*(?:[[{]|"|-?\d+(?:\.\d+)?\s*$|(?:true|false|null)\s*$)/.test(text);
}

/** Adds uncoloured text, to the last piece if that has no colour either. */
function push(tokens: JsonToken[], text: string): void {
  const last = tokens.at(-1);
  if (last?.kind === 'other') tokens[tokens.length - 1] = { kind: 'other', text: last.text + text };
  else tokens.push({ kind: 'other', text });
}
