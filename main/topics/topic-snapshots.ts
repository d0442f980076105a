import { changed, live, nodeMask, rootSlot } from './node-store.ts';
import type { TopicIndex } from './topic-index.ts';
import type { SnapshotRow } from './topic-snapshot.ts';
import {
  decodeHeader,
  decodeKey,
  decodeNode,
  encodeHeader,
  encodeKey,
  encodeNode,
} from './topic-snapshot.ts';

const noWatch = { created: () => undefined, becameTopic: () => undefined };

const headerKey = 0;
const rootKey = 1;

/** One snapshot under way: the rows that changed since the last one, taken in portions while messages come in. */
interface SnapshotPass {
  /** What came after this record must be counted again after a restart: store it with the last portion. */
  readonly through: number;
  /**
   * At most `limit` rows, some 10 µs each; fewer when there are no more. The records that are counted up to now must be
   * stored before them, or a row would have counted what nobody can count again.
   */
  take(limit: number): readonly SnapshotRow[];
  /** What was taken could not be stored: the next snapshot writes everything. */
  failed(): void;
}

/** The index after a restart: first its rows, then every message after the snapshot, then `end`. */
interface TopicRestore {
  /** Takes one stored row, in any order; rows that make no sense are left out. */
  row(row: SnapshotRow): void;
  /** From here on `TopicIndex.message` leaves out what the rows have counted. */
  replay(): void;
  end(): void;
}

/**
 * Snapshots of one index. Exact after a kill at any moment: each row says up to which record it has counted, so replaying
 * from the last finished snapshot counts every record once at each node, even if a later one was half written.
 */
export class TopicSnapshots {
  readonly #index: TopicIndex;
  /** Keys of nodes that are gone: whose stored row must still be taken away, and whose is. */
  readonly #freed: number[] = [];
  readonly #unused: number[] = [];
  #nextKey = rootKey + 1;
  /** The path of the row that is being made. */
  readonly #path = new Uint8Array(65_536);

  constructor(index: TopicIndex) {
    this.#index = index;
    index.nodes.watch({ ...noWatch, removed: (slot) => this.#free(this.#keyOf(slot)) });
  }

  begin(): SnapshotPass {
    const { through } = this.#index;
    // Nodes that come meanwhile are for the next one: where every message has a new topic this would never end.
    const { end } = this.#index.nodes.store;
    let isFirst = true;
    let slot = 0;
    return {
      through,
      take: (limit) => {
        this.#index.settle();
        const rows: SnapshotRow[] = isFirst ? [this.#header()] : [];
        isFirst = false;
        for (; slot < end && rows.length < limit; slot += 1) {
          if (this.#index.nodes.store.has(slot, changed)) rows.push(this.#node(slot));
        }
        this.#takeFreed(rows, limit);
        return rows;
      },
      failed: () => this.#markAll(),
    };
  }

  restore(): TopicRestore {
    const { nodes } = this.#index;
    const through: (number | undefined)[] = [];
    const unwatch = nodes.watch({
      ...noWatch,
      removed: (slot) => {
        through[slot] = undefined;
      },
    });
    return {
      row: (row) => this.#restoreRow(row, through),
      replay: () => {
        const { countedFrom } = this.#index;
        this.#index.counted = {
          includes: (slot, sequence) => sequence <= Math.max(through[slot] ?? -1, countedFrom),
        };
      },
      end: () => {
        unwatch();
        this.#index.counted = undefined;
        this.#prune();
      },
    };
  }

  #header(): SnapshotRow {
    const { countedFrom, evicted, counts } = this.#index;
    return {
      key: encodeKey(headerKey),
      value: encodeHeader({ period: counts.period, countedFrom, evicted }),
    };
  }

  #node(slot: number): SnapshotRow {
    const { nodes, counts, through } = this.#index;
    nodes.store.clear(slot, changed);
    const path = this.#path.subarray(0, nodes.writePath(slot, this.#path));
    const value = encodeNode({
      isRoot: slot === rootSlot,
      isTopic: nodes.isTopic(slot),
      path,
      through,
      period: counts.period,
      below: counts.below(slot),
      own: counts.own(slot),
      last: counts.last(slot),
    });
    return { key: encodeKey(this.#keyFor(slot)), value };
  }

  /** Keys that nobody used again until the end of the nodes. */
  #takeFreed(rows: SnapshotRow[], limit: number): void {
    while (rows.length < limit) {
      const key = this.#freed.pop();
      if (key === undefined) return;
      this.#unused.push(key);
      rows.push({ key: encodeKey(key), value: undefined });
    }
  }

  #restoreRow(row: SnapshotRow, through: (number | undefined)[]): void {
    const key = decodeKey(row.key);
    if (key === undefined || row.value === undefined) return;
    if (key === headerKey) {
      this.#restoreHeader(row.value);
      return;
    }
    this.#nextKey = Math.max(this.#nextKey, key + 1);
    const node = decodeNode(row.value);
    if (node === undefined) {
      this.#free(key);
      return;
    }
    const { counts, nodes } = this.#index;
    const slot = node.isRoot
      ? rootSlot
      : this.#index.restoreNode(node.path, node.isTopic, node.own > 1 || node.last?.retain === true);
    // A topic that went and came back while a snapshot was half written has two rows: the later one holds.
    if (slot === undefined || (through[slot] ?? -1) >= node.through) {
      this.#free(key);
      return;
    }
    this.#free(this.#keyOf(slot));
    through[slot] = node.through;
    nodes.store.chunkOf(slot).key[slot & nodeMask] = key;
    counts.restore(slot, node.period, node.below, node.own);
    if (node.last !== undefined) counts.restoreLast(slot, node.last);
    nodes.store.clear(slot, changed);
    this.#index.through = Math.max(this.#index.through, node.through);
  }

  #restoreHeader(value: Uint8Array): void {
    const header = decodeHeader(value);
    if (header === undefined) return;
    this.#index.counts.period = header.period;
    this.#index.countedFrom = header.countedFrom;
    this.#index.evicted = header.evicted;
  }

  /** Levels that lead to nothing: what was below them went before it was stored. */
  #prune(): void {
    const { nodes } = this.#index;
    for (let first = 0; first < nodes.store.end; first += 1) {
      for (let slot = first; slot !== rootSlot; ) {
        if (!nodes.isLive(slot) || nodes.isTopic(slot) || nodes.order.childCount(slot) > 0) break;
        const parent = nodes.store.parent(slot);
        nodes.remove(slot);
        slot = parent;
      }
    }
  }

  #markAll(): void {
    for (const key of this.#unused.splice(0)) this.#freed.push(key);
    const { store } = this.#index.nodes;
    for (let slot = 0; slot < store.end; slot += 1) if (store.has(slot, live)) store.set(slot, changed);
  }

  #keyFor(slot: number): number {
    const known = this.#keyOf(slot);
    if (known !== 0) return known;
    const key = slot === rootSlot ? rootKey : (this.#freed.pop() ?? this.#unused.pop() ?? this.#nextKey++);
    this.#index.nodes.store.chunkOf(slot).key[slot & nodeMask] = key;
    return key;
  }

  #keyOf(slot: number): number {
    return this.#index.nodes.store.chunkOf(slot).key[slot & nodeMask] ?? 0;
  }

  #free(key: number): void {
    if (key > rootKey) this.#freed.push(key);
  }
}
