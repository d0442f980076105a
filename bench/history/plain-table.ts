import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { topicOf } from './messages.ts';

/** What the same messages are in the table that one would make first: a row each, with an index by topic. */
export interface PlainTable {
  readonly perSecond: number;
  readonly bytesEach: number;
  /** Milliseconds for the newest hundred of a topic. */
  readonly last100: number;
}

export function measurePlainTable(
  folder: string,
  frames: readonly Uint8Array[],
  messages: number,
): PlainTable {
  const db = new DatabaseSync(join(folder, 'plain.sqlite'));
  db.exec(`pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -32768;
    create table message (id integer primary key, topic text not null, time integer not null, frame blob not null);
    create index by_topic on message (topic, id)`);
  const insert = db.prepare('insert into message (topic, time, frame) values (?, ?, ?)');
  const began = performance.now();
  for (let index = 0; index < messages; ) {
    db.exec('begin');
    for (const end = Math.min(messages, index + 1_000); index < end; index += 1) {
      insert.run(topicOf(index), index, frames[index % frames.length] ?? new Uint8Array(0));
    }
    db.exec('commit');
  }
  const perSecond = (messages / (performance.now() - began)) * 1_000;
  db.exec('pragma wal_checkpoint(truncate)');
  const bytesEach =
    Number(
      db.prepare('select page_count * page_size as bytes from pragma_page_count, pragma_page_size').get()?.[
        'bytes'
      ],
    ) / messages;
  const asked = performance.now();
  db.prepare('select * from message where topic = ? order by id desc limit 100').all(topicOf(7));
  const last100 = performance.now() - asked;
  db.close();
  return { perSecond, bytesEach, last100 };
}
