import { sourceId } from '../../app/contract/areas/common.ts';
import { createPublishScan, scanPublish } from '../../app/mqtt/publish-scan.ts';
import type { CapturedRecord } from '../../main/capture/record-layout.ts';
import { openHistory } from '../../main/history/history.ts';
import { firstNumber, topicCount, topicOf } from './chunks.ts';

/** What a history holds of a flood, found by reading every record of it: no counter of the app's is believed. */
interface Account {
  readonly readBack: number;
  /** Sent and not read back. */
  readonly missing: number;
  /** Not higher than the one before it on its topic: out of order, or there twice. */
  readonly wrong: number;
  /** Records that say how many messages were not stored, by their reason. */
  readonly told: ReadonlyMap<string, number>;
}

/** Opens the history of a data folder, whose app has ended, and reads it from its first record on. */
export async function account(folder: string, source: string, sent: number): Promise<Account> {
  const opened = await openHistory({ folder, budget: 64 * 1_073_741_824, log: () => undefined });
  if (!opened.ok) throw new Error(opened.message);
  const reading = new Reading();
  await opened.history.replay(sourceId.parse(source), 0, (record) => reading.take(record));
  await opened.history.close();
  return reading.account(sent);
}

class Reading {
  readonly #scan = createPublishScan();
  readonly #topics = new Map(Array.from({ length: topicCount }, (_, index) => [topicOf(index), index]));
  /** The number read last of each topic. */
  readonly #last = new Float64Array(topicCount).fill(firstNumber - 1);
  readonly #told = new Map<string, number>();
  #readBack = 0;
  #wrong = 0;

  take(record: CapturedRecord): void {
    if (record.kind === 'dropped') this.#tell(record.body);
    else if (record.isMessage && record.direction === 'received') this.#message(record);
  }

  account(sent: number): Account {
    const missing = sent - (this.#readBack - this.#wrong);
    return { readBack: this.#readBack, missing, wrong: this.#wrong, told: this.#told };
  }

  #message({ body, version }: CapturedRecord): void {
    const scan = this.#scan;
    if (!scanPublish(body, version, scan)) throw new Error('What was read back is no PUBLISH.');
    const topic = this.#topics.get(textOf(body, scan.topicStart, scan.topicEnd)) ?? -1;
    const number = Number(/"n":(\d+)/.exec(textOf(body, scan.payloadStart, body.length))?.[1]);
    this.#readBack += 1;
    if (number > (this.#last[topic] ?? Number.NaN)) this.#last[topic] = number;
    else this.#wrong += 1;
  }

  #tell(body: Uint8Array): void {
    const { reason, messages } = JSON.parse(textOf(body, 0, body.length));
    this.#told.set(reason, (this.#told.get(reason) ?? 0) + messages);
  }
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
