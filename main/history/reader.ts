import type { SourceId } from '../../app/contract/areas/common.ts';
import type { DirectCopy } from '../../app/contract/areas/packet-place.ts';
import { openViews } from './limits.ts';
import type {
  ClientLink,
  FromReader,
  ReadWindow,
  RecordRun,
  StoredLink,
  StoredPacket,
  StoredRows,
  StoredTimes,
  ToReader,
  UnreadSlice,
  UnreadWish,
} from './reader-messages.ts';
import type { TopicRow } from './row-pack.ts';
import { unpackRows } from './row-pack.ts';
import type { Selection } from './selection.ts';

/** Numbered rows of one selection; see `app/contract/areas/history.ts`. */
export interface RowReader {
  /** Undefined once it is closed. */
  read(window: ReadWindow): Promise<StoredRows | undefined>;
  /** Whether it counts older rows: those that were found stay when it stops, and it can go on later. */
  stop(isStopped: boolean): void;
  close(): void;
}

/** When the messages of one selection came. */
export interface TimesReader {
  /** In at most so many pieces of time; undefined where there is nothing, or once it is closed. */
  read(buckets: number): Promise<StoredTimes | undefined>;
  close(): void;
}

/** Asks the reader's worker. Everything here is answered from what is stored, while the store goes on writing. */
export interface HistoryReader {
  /** `changed` is called when counting got further; that newer records are stored is told by `History.onStored`. */
  openRows(source: SourceId, selection: Selection, changed: () => void, isStopped?: boolean): RowReader;
  /** With a filter it tells of the rows of `openRows` with the same selection, and searches nothing itself. */
  openTimes(source: SourceId, selection: Selection, changed: () => void): TimesReader;
  /**
   * Undefined if it is gone, not stored yet, or no packet. With `copy` the copy of that message which went out at once, made
   * again.
   */
  packet(source: SourceId, sequence: number, copy?: DirectCopy): Promise<StoredPacket | undefined>;
  /** Bytes of a frame from `start`, and how long it is; undefined if it is gone. */
  bytes(
    source: SourceId,
    sequence: number,
    start: number,
    length: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly size: number } | undefined>;
  /** The newest message of exactly this topic. */
  latest(source: SourceId, topic: Uint8Array): Promise<number | undefined>;
  /** How many messages are stored, as rows of a history count them but for the marks; undefined if it cannot be told. */
  messages(source: SourceId): Promise<number | undefined>;
  /** The records from `from` on that are stored together; undefined at the end. */
  run(source: SourceId, from: number): Promise<RecordRun | undefined>;
  /** Which records cannot be read, a slice at a time; undefined if it cannot even be told. */
  unread(source: SourceId, wish: UnreadWish): Promise<UnreadSlice | undefined>;
  /** Undefined if nothing is known of it any more. */
  link(source: SourceId, link: number): Promise<StoredLink | undefined>;
  /** The links with a client that were open at that time (µs since 1970), those that began last first. */
  openLinks(source: SourceId, time: number): Promise<readonly ClientLink[]>;
  /** The stored rows of the topic index, a chunk at a time. */
  topics(source: SourceId): AsyncGenerator<readonly TopicRow[]>;
}

/** What the client needs of the worker. */
interface ReaderChannel {
  post(message: ToReader): void;
  /** Something could not be read, with `isDamage` because the file is damaged. */
  failed(message: string, isDamage: boolean): void;
}

interface OpenView {
  readonly type: 'open' | 'open-times';
  readonly source: SourceId;
  readonly selection: Selection;
  readonly isStopped: boolean;
  changed(): void;
}

type Waiting = (answer: FromReader | undefined) => void;
type Question = ToReader extends infer T
  ? T extends { request: number }
    ? Omit<T, 'request'>
    : never
  : never;

/** Asks the reader's worker, and has each answer come to who asked. */
export class ReaderClient implements HistoryReader {
  readonly #channel: ReaderChannel;
  readonly #waiting = new Map<number, Waiting>();
  readonly #views = new Map<number, OpenView>();
  #next = 1;
  #isEnded = false;

  constructor(channel: ReaderChannel) {
    this.#channel = channel;
  }

  onMessage(message: FromReader): void {
    if (message.type === 'ready') return;
    if (message.type === 'changed') {
      this.#views.get(message.view)?.changed();
      return;
    }
    if (message.type === 'failed') this.#channel.failed(message.message, message.isDamage);
    if (message.request === undefined) return;
    this.#waiting.get(message.request)?.(message);
    this.#waiting.delete(message.request);
  }

  /** Nothing is answered any more. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The worker is gone for good: whoever waits is told that there is nothing. */
  end(): void {
    this.#isEnded = true;
    this.#answerWithNothing();
    this.#views.clear();
  }

  /** Another worker took the place of one that died: views go on, their rows numbered anew. */
  beginAnew(): void {
    this.#answerWithNothing();
    for (const [view, opened] of this.#views) {
      this.#tell(view, opened);
      opened.changed();
    }
  }

  #answerWithNothing(): void {
    for (const answer of this.#waiting.values()) answer(undefined);
    this.#waiting.clear();
  }

  openRows(source: SourceId, selection: Selection, changed: () => void, isStopped = false): RowReader {
    const view = this.#open({ type: 'open', source, selection, isStopped, changed });
    return {
      read: async (window) => {
        if (!this.#views.has(view)) return undefined;
        const answer = await this.#ask({ type: 'rows', view, window });
        return answer?.type === 'rows' ? answer.rows : undefined;
      },
      stop: (isStopped) => {
        const open = this.#views.get(view);
        if (open === undefined || open.isStopped === isStopped) return;
        this.#views.set(view, { ...open, isStopped });
        this.#post({ type: 'stop', view, isStopped });
      },
      close: () => this.#close(view),
    };
  }

  openTimes(source: SourceId, selection: Selection, changed: () => void): TimesReader {
    const view = this.#open({ type: 'open-times', source, selection, isStopped: false, changed });
    return {
      read: async (buckets) => {
        if (!this.#views.has(view)) return undefined;
        const answer = await this.#ask({ type: 'times', view, buckets });
        return answer?.type === 'times' ? answer.times : undefined;
      },
      close: () => this.#close(view),
    };
  }

  /** Beyond the most views that may be open its number stands for none. */
  #open(opened: OpenView): number {
    const view = this.#number();
    if (this.#views.size >= openViews) return view;
    this.#views.set(view, opened);
    this.#tell(view, opened);
    return view;
  }

  #tell(view: number, { type, source, selection, isStopped }: OpenView): void {
    if (type === 'open') this.#post({ type, view, source, selection, isStopped });
    else this.#post({ type, view, source, selection });
  }

  #close(view: number): void {
    if (this.#views.delete(view)) this.#post({ type: 'close', view });
  }

  async packet(source: SourceId, sequence: number, copy?: DirectCopy): Promise<StoredPacket | undefined> {
    const answer = await this.#ask({ type: 'packet', source, sequence, copy });
    return answer?.type === 'packet' ? answer.packet : undefined;
  }

  async bytes(source: SourceId, sequence: number, start: number, length: number) {
    const answer = await this.#ask({ type: 'bytes', source, sequence, start, length });
    if (answer?.type !== 'bytes' || answer.bytes === undefined) return undefined;
    return { bytes: answer.bytes, size: answer.size };
  }

  async latest(source: SourceId, topic: Uint8Array): Promise<number | undefined> {
    const answer = await this.#ask({ type: 'latest', source, topic });
    return answer?.type === 'latest' ? answer.sequence : undefined;
  }

  async messages(source: SourceId): Promise<number | undefined> {
    const answer = await this.#ask({ type: 'messages', source });
    return answer?.type === 'messages' ? answer.messages : undefined;
  }

  async run(source: SourceId, from: number): Promise<RecordRun | undefined> {
    const answer = await this.#ask({ type: 'run', source, from });
    return answer?.type === 'run' ? answer.run : undefined;
  }

  async unread(source: SourceId, wish: UnreadWish): Promise<UnreadSlice | undefined> {
    const answer = await this.#ask({ type: 'unread', source, wish });
    return answer?.type === 'unread' ? answer : undefined;
  }

  async link(source: SourceId, link: number): Promise<StoredLink | undefined> {
    const answer = await this.#ask({ type: 'link', source, link });
    return answer?.type === 'link' ? answer.link : undefined;
  }

  async openLinks(source: SourceId, time: number): Promise<readonly ClientLink[]> {
    const answer = await this.#ask({ type: 'open-links', source, time });
    return answer?.type === 'open-links' ? answer.links : [];
  }

  async *topics(source: SourceId): AsyncGenerator<readonly TopicRow[]> {
    let asked: Promise<FromReader | undefined> | undefined = this.#ask({
      type: 'topics',
      source,
      after: undefined,
    });
    while (asked !== undefined) {
      const answer: FromReader | undefined = await asked;
      if (answer?.type !== 'topics') return;
      // The next rows are read while these are worked off: both take as long, and a million of them is seconds.
      asked = answer.last && this.#ask({ type: 'topics', source, after: answer.last });
      yield [...unpackRows(answer.rows)];
    }
  }

  #ask(question: Question): Promise<FromReader | undefined> {
    if (this.#isEnded) return Promise.resolve(undefined);
    const request = this.#number();
    return new Promise((resolve) => {
      this.#waiting.set(request, resolve);
      this.#post({ ...question, request });
    });
  }

  #post(message: ToReader): void {
    if (!this.#isEnded) this.#channel.post(message);
  }

  #number(): number {
    const number = this.#next;
    this.#next += 1;
    return number;
  }
}
