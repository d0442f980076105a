import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '../../app/mqtt/encode.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { untilTraced } from '../../main/engine/export/traced.ts';
import { openData } from '../../main/engine/offline/open-data.ts';
import { brokerSource } from '../../main/engine/source-list.ts';
import { SourceSpace } from '../../main/engine/source-space.ts';
import { openHistory } from '../../main/history/history.ts';

/** Bytes of a payload; random, so that they stay as many on the disk. */
const payloadSize = 2_000;
/** Bytes that may wait for the disk. */
const queue = 32 * 1_048_576;

/** What the embedded broker would have left behind: that many bytes of history over that many topics, and their traces. */
export async function fillHistory(folder: string, bytes: number, topics: number): Promise<void> {
  const budget = 2 * bytes + 1_000_000_000;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ historyBudget: budget }));
  const opened = await openHistory({ folder: join(folder, 'data'), budget, log: () => undefined });
  if (!opened.ok) throw new Error(opened.message);
  const { history } = opened;
  const clock = { now: () => Date.now() * 1000 };
  const space = await SourceSpace.open({
    source: brokerSource,
    history,
    clock,
    log: () => undefined,
    seed: () => 20_260_101,
    marksLinks: false,
  });
  const link = space.recorder.linkOpened({ address: '127.0.0.1:1', transport: 'tcp' }, clock.now());
  const pool = randomBytes(8_000_000);
  for (let sent = 0; history.state().fileBytes < bytes; sent += 1) {
    const at = (sent * 2_003) % (pool.length - payloadSize);
    space.recorder.packet(
      link,
      'received',
      4,
      publish(topicOf(sent % topics), pool.subarray(at, at + payloadSize)),
      clock.now(),
    );
    if (sent % 512 === 0) while (history.state().queuedBytes > queue) await nextTurn();
  }
  await space.close();
  await history.close();
  await trace(folder);
}

/** The app traces what comes as it comes; nothing of it is left for the next start. */
async function trace(folder: string): Promise<void> {
  const opened = await openData(folder, false, () => undefined);
  if (!opened.ok) throw new Error(opened.error.message);
  const data = opened.value;
  await data.traces.set(true);
  await untilTraced(data.traces.client, brokerSource, data.history.storedTo(brokerSource));
  await data.close();
}

function topicOf(number: number): string {
  return `plant/line-${number % 100}/machine-${Math.floor(number / 100) % 100}/value-${Math.floor(number / 10_000)}`;
}

function publish(topic: string, payload: Uint8Array): Uint8Array {
  const packet = { type: 'publish', topic, payload, qos: 0, retain: false, dup: false, id: 0 } as const;
  return encode({ ...packet, properties: noProperties }, 4);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
