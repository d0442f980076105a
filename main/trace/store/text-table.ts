import { segmentTexts, textCharacters } from './limits.ts';

/** Texts by number, 0 being the empty one. What there is no room for becomes empty. */
export class TextTable {
  readonly #texts: string[] = [''];
  readonly #numbers = new Map([['', 0]]);
  /** Asked for last: texts repeat. */
  #last = '';
  #lastNumber = 0;

  constructor(texts: readonly string[] = []) {
    for (const text of texts) this.number(text);
  }

  /** All but the empty one, in the order of their numbers. */
  get texts(): readonly string[] {
    return this.#texts.slice(1);
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  number(text: string): number {
    if (text === '') return 0;
    if (text !== this.#last) {
      this.#lastNumber = this.#numberOf(text);
      this.#last = text;
    }
    return this.#lastNumber;
  }

  #numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const short = text.slice(0, textCharacters);
    if (short !== text) return this.#numberOf(short);
    if (this.#texts.length > segmentTexts) return 0;
    this.#texts.push(text);
    this.#numbers.set(text, this.#texts.length - 1);
    return this.#texts.length - 1;
  }
}
