/** Letters of scripts that run from right to left. */
const fromRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A name that may stand in a line with other things: one that runs from right to left does not turn these around. */
export function isolated(text: string): string {
  return fromRight.test(text) ? `\u2066${text}\u2069` : text;
}

/** A topic of which no level changes places with another one. */
export function isolatedLevels(topic: string): string {
  return fromRight.test(topic) ? topic.split('/').map(isolated).join('/') : topic;
}
