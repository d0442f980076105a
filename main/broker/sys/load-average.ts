/** Seconds over which a rate is averaged, by the name of its topic. */
const spans = [
  ['1min', 60],
  ['5min', 300],
  ['15min', 900],
] as const;

/** How much a minute, averaged over the last 1, 5 and 15 minutes; what is older weighs ever less. */
export class LoadAverage {
  #counted = 0;
  readonly #values = new Map<string, number>();

  /** `count` is what there was since the beginning; `seconds` passed since the last update. */
  update(count: number, seconds: number): void {
    const perMinute = ((count - this.#counted) * 60) / seconds;
    this.#counted = count;
    for (const [name, span] of spans) {
      const before = this.#values.get(name) ?? 0;
      this.#values.set(name, perMinute + Math.exp(-seconds / span) * (before - perMinute));
    }
  }

  /** As text with two digits. */
  get texts(): readonly (readonly [span: string, text: string])[] {
    return spans.map(([name]) => [name, (this.#values.get(name) ?? 0).toFixed(2)]);
  }
}
