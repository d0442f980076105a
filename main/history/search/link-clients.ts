/** Client identifiers by link, asked for once each. */
export class LinkClients {
  readonly #ask: (link: number) => string;
  readonly #known = new Map<number, string>();

  constructor(ask: (link: number) => string) {
    this.#ask = ask;
  }

  of(link: number): string {
    const known = this.#known.get(link);
    if (known !== undefined) return known;
    const client = this.#ask(link);
    // One that is not known yet may be later.
    if (client !== '') this.#known.set(link, client);
    return client;
  }
}
