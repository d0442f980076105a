import { assert } from '../base/assert.ts';
import type { Field } from './field.ts';

interface OpenField {
  readonly name: string;
  readonly clause: string;
  readonly start: number;
  end: number;
  value: string;
  readonly fields: OpenField[];
}

/** More fields side by side than this are folded into one that covers their bytes: a packet can hold millions. */
const maximumSiblings = 1000;
const moreName = 'More';
const moreValue = 'too many to show one by one';

/** Takes down the fields of one packet while a Reader reads it. */
export class FieldRecorder {
  readonly #top: OpenField[] = [];
  readonly #open: OpenField[] = [];
  #last: OpenField | undefined;

  /** The fields so far; those that are still open end with their last part. */
  get fields(): readonly Field[] {
    return this.#top;
  }

  /** Adds a field; inside the group that is open, if any. */
  add(name: string, clause: string, start: number, end: number, value: string): void {
    this.#last = this.#place({ name, clause, start, end, value, fields: [] });
    for (const group of this.#open) group.end = Math.max(group.end, end);
  }

  /** Begins a group: fields that are added until `close` are inside it. */
  open(name: string, clause: string, start: number): void {
    this.#open.push(this.#place({ name, clause, start, end: start, value: '', fields: [] }));
  }

  /** Ends a group; without words of its own it says what its last field says. */
  close(end: number, value?: string): void {
    const group = this.#open.pop();
    assert(group !== undefined, 'a group is open');
    group.end = Math.max(group.end, end);
    if (group.name !== moreName) group.value = value ?? group.fields.at(-1)?.value ?? '';
    this.#last = group;
    for (const outer of this.#open) outer.end = Math.max(outer.end, group.end);
  }

  /** Says the value of the last field in better words, or puts a name to its number. */
  describe(value: string): void {
    if (this.#last !== undefined && this.#last.name !== moreName) this.#last.value = value;
  }

  #place(field: OpenField): OpenField {
    const group = this.#open.at(-1);
    if (group?.name === moreName) return group;
    const siblings = group?.fields ?? this.#top;
    const last = siblings.at(-1);
    if (last?.name === moreName) {
      last.end = Math.max(last.end, field.end);
      return last;
    }
    const placed = siblings.length < maximumSiblings ? field : { ...field, name: moreName, value: moreValue };
    siblings.push(placed);
    return placed;
  }
}
