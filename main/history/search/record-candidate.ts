import type { Candidate } from '../../../app/filter/match.ts';
import { createPublishScan, scanPublish } from '../../../app/mqtt/publish-scan.ts';
import { headAt, isSentAt, linkAt, timeAt, topicLength, topicStart } from '../../capture/record-layout.ts';

/**
 * A stored PUBLISH as a filter sees it: one object for all records of a search, set to one after the other. What a
 * condition does not ask for is not made.
 */
export class RecordCandidate implements Candidate {
  readonly #scan = createPublishScan();
  readonly #clientOf: (link: number) => string;
  #data: Buffer = Buffer.alloc(0);
  #offset = 0;
  #body: Buffer = this.#data;
  #topic: string | undefined;
  #text: string | undefined;
  #json: { readonly value: unknown } | undefined;

  constructor(clientOf: (link: number) => string) {
    this.#clientOf = clientOf;
  }

  /** Turns to the message at `offset`; false if it has no parts that could be told apart. */
  set(data: Buffer, offset: number): boolean {
    const { bodyStart, bodyEnd, version } = headAt(data, offset);
    this.#data = data;
    this.#offset = offset;
    this.#body = data.subarray(bodyStart, bodyEnd);
    this.#topic = undefined;
    this.#text = undefined;
    this.#json = undefined;
    return scanPublish(this.#body, version, this.#scan);
  }

  get topic(): string {
    this.#topic ??= topicText(this.#data, this.#offset);
    return this.#topic;
  }

  get client(): string {
    return this.#clientOf(linkAt(this.#data, this.#offset));
  }

  get qos(): number {
    return this.#scan.qos;
  }

  get retain(): boolean {
    return this.#scan.retain;
  }

  get dup(): boolean {
    return this.#scan.dup;
  }

  get direction(): 'received' | 'sent' {
    return isSentAt(this.#data, this.#offset) ? 'sent' : 'received';
  }

  get size(): number {
    return this.#body.byteLength - this.#scan.payloadStart;
  }

  get time(): number {
    return timeAt(this.#data, this.#offset);
  }

  payloadText(): string {
    this.#text ??= this.#body.toString('utf8', this.#scan.payloadStart);
    return this.#text;
  }

  payloadJson(): unknown {
    this.#json ??= { value: jsonOf(this.#body, this.#scan.payloadStart, () => this.payloadText()) };
    return this.#json.value;
  }
}

function topicText(data: Buffer, offset: number): string {
  const start = topicStart(data, offset);
  return data.toString('utf8', start, start + topicLength(data, offset, start));
}

/** JSON begins with one of these; asking first spares the error that a parser makes of anything else. */
const beginnings = new Set([...'{["-0123456789tfn \t\r\n'].map((character) => character.charCodeAt(0)));

function jsonOf(body: Buffer, start: number, text: () => string): unknown {
  if (!beginnings.has(body[start] ?? 0)) return undefined;
  try {
    return JSON.parse(text());
  } catch {
    return undefined;
  }
}
