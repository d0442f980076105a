/** The colours of one theme of a style sheet of tokens, as `#rrggbb` or `#rrggbbaa`. */
export function themeTokens(css: string, theme: string): Map<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6}(?:[0-9a-f]{2})?);/gi)].map(([, name, colour]) => [
      name ?? '',
      colour ?? '',
    ]),
  );
}

type Channels = readonly [red: number, green: number, blue: number, alpha: number];

function channels(colour: string): Channels {
  const at = (index: number): number => Number.parseInt(colour.slice(index, index + 2), 16);
  return [at(1), at(3), at(5), colour.length > 7 ? at(7) / 255 : 1];
}

/** The colour that a translucent one gives on an opaque one. */
export function over(tint: string, background: string): string {
  const [red, green, blue, alpha] = channels(tint);
  const below = channels(background);
  const mixed = [red, green, blue].map((channel, index) =>
    Math.round(channel * alpha + (below[index] ?? 0) * (1 - alpha)),
  );
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance as WCAG defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of two opaque colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
