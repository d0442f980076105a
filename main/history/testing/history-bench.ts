import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import { sourceId } from '../../../app/contract/areas/common.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { PublishPacket } from '../../../app/mqtt/packet.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import type { Log } from '../../capture/log.ts';
import type { Recorder } from '../../capture/recorder.ts';
import { createRecorder } from '../../capture/recorder.ts';
import type { TopicCounter } from '../../capture/topic-counter.ts';
import { noCounter } from '../../capture/topic-counter.ts';
import type { History } from '../history.ts';
import { openHistory } from '../history.ts';
import type { RowReader } from '../reader.ts';
import type { ReadWindow, StoredRows } from '../reader-messages.ts';

export const lab: SourceId = sourceId.parse('lab');

/** An empty folder of its own for each call, and what takes it away again. */
export function makeFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-history-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function open(
  folder: string,
  budget = 64 * 1_048_576,
  log: Log = () => undefined,
): Promise<History> {
  const opened = await openHistory({ folder, budget, log });
  if (!opened.ok) throw new Error(`${opened.why}: ${opened.message}`);
  return opened.history;
}

export function record(
  history: Pick<History, 'sink'>,
  source: SourceId = lab,
  index: TopicCounter = noCounter,
): Recorder {
  return createRecorder({
    source,
    clock: { now: () => 1_000 },
    index,
    store: history.sink(source),
    log: () => undefined,
    marksLinks: true,
  });
}

/** Resolves when the source is stored up to `to`. */
export function stored(history: History, to: number, source: SourceId = lab): Promise<void> {
  return new Promise((resolve) => {
    const stop = history.onStored(source, (now) => {
      if (now < to) return;
      stop();
      resolve();
    });
    if (history.storedTo(source) >= to) {
      stop();
      resolve();
    }
  });
}

/** The frame of a PUBLISH of 3.1.1 at QoS 0, changed as told. */
export function publish(
  topic: string,
  payload: string | Uint8Array,
  change: Partial<PublishPacket> = {},
): Uint8Array {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  const packet: PublishPacket = {
    type: 'publish',
    topic,
    payload: bytes,
    qos: 0,
    retain: false,
    dup: false,
    id: 0,
    properties: noProperties,
    ...change,
  };
  return encode(packet, Object.keys(packet.properties).length > 0 ? 5 : 4);
}

/** Reads until nothing is left to count, older or newer. */
export async function readCounted(rows: RowReader, window: ReadWindow): Promise<StoredRows> {
  for (;;) {
    const read = await rows.read(window);
    if (read === undefined) throw new Error('The view is closed');
    if (!read.counting && !read.behind) return read;
  }
}
