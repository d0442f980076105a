import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../app/base/clock.ts';
import { Listeners } from '../../app/base/listeners.ts';
import { messageOf } from '../../app/base/message-of.ts';
import { Turns } from '../../app/base/turns.ts';
import type { Direction, SourceId } from '../../app/contract/areas/common.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { Log } from '../capture/log.ts';
import type { Recorder } from '../capture/recorder.ts';
import { createRecorder } from '../capture/recorder.ts';
import type { Stalls } from '../capture/stall-watch.ts';
import type { HeldMessage, TopicCounter } from '../capture/topic-counter.ts';
import type { TopicName } from '../capture/topic-name.ts';
import type { History } from '../history/history.ts';
import type { TopicIndex } from '../topics/topic-index.ts';
import { createTopicIndex, defaultMaxDepth, defaultTopicBudget } from '../topics/topic-index.ts';
import { TopicSnapshots } from '../topics/topic-snapshots.ts';
import { restoreIndex } from './restore-index.ts';
import { saveSnapshot } from './save-snapshot.ts';

/** What the space of a source needs. */
export interface SpaceOptions {
  readonly source: SourceId;
  readonly history: History;
  readonly clock: Clock;
  readonly log: Log;
  /** A safe integer, for the index's hashes. */
  readonly seed: () => number;
  /** See `RecorderOptions.marksLinks`. */
  readonly marksLinks: boolean;
  /** See `RecorderOptions.stalls`. */
  readonly stalls?: Stalls | undefined;
}

/** Of the history's budget: what may come in before the topics are kept anew, so that nothing goes uncounted. */
const savedShare = 1 / 8;

/**
 * Milliseconds to rest after each that went into keeping the topics: a million that changed keep this thread and that of the
 * disk busy for ten seconds, and on two processors all else that a window needs waited for them.
 */
const restsAfterSaving = 2;

/** What the engine holds of one source while it runs: its recorder and its topics. */
export class SourceSpace implements TopicCounter {
  readonly source: SourceId;
  readonly recorder: Recorder;
  /** PUBLISH packets that went out since the engine began. */
  sent = 0;
  /** When the last message came in, µs since 1970. */
  lastAt: number | undefined;
  readonly #options: SpaceOptions;
  readonly #resets = new Listeners();
  readonly #saves = new Turns();
  #index: TopicIndex;
  #snapshots: TopicSnapshots;
  /** What the last snapshot had counted, and from where. */
  #saved = { through: -1, countedFrom: -1 };
  /** Those who wait for the topics to be kept. */
  #hurried = 0;
  /** Bytes of payload that may still come in before the next snapshot. */
  #untilSave = 0;

  /** Its topics are there when `restore` has resolved; nothing may be recorded before that. */
  constructor(options: SpaceOptions) {
    this.source = options.source;
    this.#options = options;
    this.#index = this.#newIndex();
    this.#snapshots = new TopicSnapshots(this.#index);
    this.#untilSave = this.#savedBytes();
    this.recorder = createRecorder({
      source: options.source,
      clock: options.clock,
      index: this,
      store: options.history.sink(options.source),
      log: options.log,
      marksLinks: options.marksLinks,
      stalls: options.stalls,
    });
  }

  /** Makes the space with the topics as they were when the last run ended, however it ended. */
  static async open(options: SpaceOptions): Promise<SourceSpace> {
    const space = new SourceSpace(options);
    await space.restore();
    return space;
  }

  restore(): Promise<void> {
    return restoreIndex(this.#options.history, this.source, this.#index, this.#snapshots);
  }

  /** Another one after `reset`. */
  get index(): TopicIndex {
    return this.#index;
  }

  message(
    topic: Uint8Array,
    direction: Direction,
    qos: Qos,
    retain: boolean,
    payload: Uint8Array,
    time: number,
    sequence: number,
  ): void {
    if (direction === 'sent') this.sent += 1;
    else this.lastAt = time;
    this.#index.message(topic, direction, qos, retain, payload, time, sequence);
    this.#noteBytes(topic.length + payload.length);
  }

  received(message: HeldMessage): TopicName | undefined {
    this.lastAt = message.time;
    const name = this.#index.received(message);
    this.#noteBytes(message.payloadEnd - message.topicStart);
    return name;
  }

  settle(): void {
    this.#index.settle();
  }

  #noteBytes(bytes: number): void {
    this.#untilSave -= bytes;
    if (this.#untilSave < 0) this.#saveEarly();
  }

  /** Keeps the topics with the history, so that a restart need replay only what came after. */
  async save(): Promise<void> {
    this.#hurried += 1;
    try {
      await this.saveCalmly();
    } finally {
      this.#hurried -= 1;
    }
  }

  /** Likewise, in a third of the time, as long as nobody waits for it. */
  saveCalmly(): Promise<void> {
    const rest = async (took: number): Promise<void> => {
      if (this.#hurried === 0) await wait(took * restsAfterSaving, undefined, { ref: false });
    };
    return this.#saves.run(async () => {
      const { through, countedFrom } = this.#index;
      if (through === this.#saved.through && countedFrom === this.#saved.countedFrom) return;
      const isSaved = await saveSnapshot(this.#options.history, this.source, this.#snapshots, rest);
      if (isSaved) this.#saved = { through, countedFrom };
    });
  }

  /** Deletes the stored messages and forgets the topics. */
  deleteHistory(dryRun: boolean): Promise<{ records: number; bytes: number } | undefined> {
    const gone = this.#options.history.delete(this.source, dryRun);
    // In the same turn: what comes in from now on is kept, and so must be counted by the new index.
    if (!dryRun) this.#reset();
    return gone;
  }

  /** Calls back when `index` became another one. */
  onReset(listener: () => void): () => void {
    return this.#resets.add(listener);
  }

  /** Hands over what was captured, then keeps the topics. */
  async close(): Promise<void> {
    this.recorder.close();
    await this.save();
  }

  #savedBytes(): number {
    return this.#options.history.state().budget * savedShare;
  }

  /** What the budget lets go can be counted only if a snapshot has it: one is due sooner the more comes in. */
  #saveEarly(): void {
    this.#untilSave = this.#savedBytes();
    this.save().catch((error: unknown) => this.#options.log('error', 'topics', messageOf(error)));
  }

  #reset(): void {
    this.#index = this.#newIndex();
    this.#snapshots = new TopicSnapshots(this.#index);
    this.#saved = { through: -1, countedFrom: -1 };
    this.#resets.tell();
  }

  #newIndex(): TopicIndex {
    return createTopicIndex({
      seed: this.#options.seed(),
      clock: this.#options.clock,
      budget: defaultTopicBudget,
      maxDepth: defaultMaxDepth,
    });
  }
}
