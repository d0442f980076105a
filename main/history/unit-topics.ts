import { blob } from '../database/columns.ts';
import { cachedTopicBytes } from './limits.ts';
import type { SnapshotDatabase } from './snapshot-database.ts';
import { SpanCounts } from './span-counts.ts';
import type { StoredUnit } from './stored-unit.ts';
import { keyOf } from './stored-unit.ts';
import type { TopicCount } from './topic-entries.ts';
import { findEntry } from './topic-entries.ts';

/** Which topics are in blocks and spans, by the hashes that are stored with them. */
export class UnitTopics {
  readonly #database: SnapshotDatabase;
  /** Of the blocks looked at last, by the block's id. */
  readonly #entriesOf = new Map<number, Buffer>();
  #bytes = 0;
  readonly #spanCounts = new SpanCounts();

  constructor(database: SnapshotDatabase) {
    this.#database = database;
  }

  /** Of the topic or branch with that hash. */
  count(unit: StoredUnit, high: number, low: number): TopicCount {
    const read = () => findEntry(this.#entries(unit), high, low);
    return unit.kind === 'span' ? this.#spanCounts.of(`${high} ${low}`, keyOf(unit), read) : read();
  }

  #entries(unit: StoredUnit): Buffer {
    if (unit.kind !== 'block') {
      const sql = 'select entries from span where source = ? and first = ?';
      return blob(this.#database.must(sql, unit.source, unit.first), 'entries');
    }
    const known = this.#entriesOf.get(unit.id);
    if (known !== undefined) return known;
    const entries = blob(
      this.#database.must('select entries from block_topics where block = ?', unit.id),
      'entries',
    );
    this.#entriesOf.set(unit.id, entries);
    this.#bytes += entries.byteLength;
    for (const [oldest, { byteLength }] of this.#entriesOf) {
      if (this.#bytes <= cachedTopicBytes) break;
      this.#entriesOf.delete(oldest);
      this.#bytes -= byteLength;
    }
    return entries;
  }
}
