const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/**
 * Indents JSON text and leaves every token as it was: numbers keep all their digits and keys that stand twice stay
 * twice, which parsing and printing again would not. The text must be well-formed. Undefined if it would be longer than
 * `most`.
 */
export function prettyJson(
  text: string,
  most: { readonly characters: number; readonly lines: number },
): string | undefined {
  const out: string[] = [];
  let depth = 0;
  let spaces = 0;
  let lines = 1;
  const isTooLong = (): boolean => spaces > most.characters || lines > most.lines;
  const newLine = (): void => {
    spaces += 1 + 2 * depth;
    lines += 1;
    if (!isTooLong()) out.push('\n', '  '.repeat(depth));
  };
  const token = /"(?:[^"\\]|\\.)*"|[^\s"{}[\],:]+|[{}[\],:]/gy;
  const space = /\s*/y;
  for (let at = 0; at < text.length && !isTooLong(); ) {
    space.lastIndex = at;
    space.exec(text);
    token.lastIndex = space.lastIndex;
    const found = token.exec(text)?.[0];
    if (found === undefined) break;
    at = token.lastIndex;
    const closer = closers[found];
    if (closer !== undefined) {
      const end = closing(text, at, closer);
      out.push(found);
      if (end === undefined) {
        depth += 1;
        newLine();
      } else {
        out.push(closer);
        at = end;
      }
    } else if (found === '}' || found === ']') {
      depth -= 1;
      newLine();
      out.push(found);
    } else {
      out.push(found);
      if (found === ',') newLine();
      else if (found === ':') out.push(' ');
    }
  }
  if (isTooLong()) return undefined;
  const pretty = out.join('');
  return pretty.length > most.characters ? undefined : pretty;
}

/** Where an empty object or array ends. */
function closing(text: string, from: number, closer: string): number | undefined {
  const space = /\s*/y;
  space.lastIndex = from;
  space.exec(text);
  return text.charAt(space.lastIndex) === closer ? space.lastIndex + 1 : undefined;
}
