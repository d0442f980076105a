import type { LastMessage } from '../topics/last-store.ts';
import { jsonOfBeginning } from './json-beginning.ts';

/** A node as a filter sees it: one object for all of a tree, set to one after the other. What is not asked for is not made. */
export class NodeCandidate {
  bytes: Uint8Array = new Uint8Array(0);
  length = 0;
  #readLast: () => LastMessage | undefined = () => undefined;
  #last: { readonly message: LastMessage | undefined } | undefined;
  #topic: string | undefined;
  #payload: string | undefined;
  #json: { readonly value: unknown } | undefined;

  set(bytes: Uint8Array, length: number, last: () => LastMessage | undefined): void {
    this.bytes = bytes;
    this.length = length;
    this.#readLast = last;
    this.#last = undefined;
    this.#topic = undefined;
    this.#payload = undefined;
    this.#json = undefined;
  }

  get topic(): string {
    this.#topic ??= Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.length).toString('utf8');
    return this.#topic;
  }

  get last(): LastMessage | undefined {
    this.#last ??= { message: this.#readLast() };
    return this.#last.message;
  }

  /** As much as the tree keeps of it. */
  get payload(): string {
    this.#payload ??= Buffer.from(this.last?.preview ?? []).toString('utf8');
    return this.#payload;
  }

  /** What is whole in the part of the payload that the tree keeps. */
  get json(): unknown {
    this.#json ??= { value: this.#parse() };
    return this.#json.value;
  }

  #parse(): unknown {
    const { last } = this;
    if (last === undefined) return undefined;
    if (last.size > last.preview.length) return jsonOfBeginning(this.payload);
    try {
      return JSON.parse(this.payload);
    } catch {
      return undefined;
    }
  }
}
