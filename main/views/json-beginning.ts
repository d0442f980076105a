/**
 * The value of a JSON text of which only the beginning is there, with the members that are whole in it; undefined where it
 * is no JSON, or nothing of it is whole.
 */
export function jsonOfBeginning(text: string): unknown {
  const open: string[] = [];
  let isInText = false;
  let whole: string | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (isInText) {
      if (unit === '\\') at += 1;
      else if (unit === '"') isInText = false;
    } else if (unit === '"') isInText = true;
    else if (unit === '{' || unit === '[') {
      open.push(unit === '{' ? '}' : ']');
      whole = text.slice(0, at + 1) + closing(open);
    } else if (unit === '}' || unit === ']') {
      open.pop();
      whole = text.slice(0, at + 1) + closing(open);
      // A member ends where the next one begins.
    } else if (unit === ',') whole = text.slice(0, at) + closing(open);
  }
  return whole === undefined ? undefined : parsed(whole);
}

function closing(open: readonly string[]): string {
  return open.toReversed().join('');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
