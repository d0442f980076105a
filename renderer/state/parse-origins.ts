type ParsedOrigins =
  | { readonly ok: true; readonly origins: readonly string[] }
  | { readonly ok: false; readonly wrong: string };

/** Origins as typed, one a line, each as a browser would send it. */
export function parseOrigins(typed: string): ParsedOrigins {
  const lines = typed.split(/[\s,]+/).filter((line) => line !== '');
  const origins: string[] = [];
  for (const line of lines) {
    const origin = originOf(line);
    if (origin === undefined) return { ok: false, wrong: line };
    if (!origins.includes(origin)) origins.push(origin);
  }
  return { ok: true, origins };
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isPlain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return isPlain && (url.protocol === 'http:' || url.protocol === 'https:') ? url.origin : undefined;
}
