import { unreachable } from '../../app/base/assert.ts';
import { counted } from '../../app/base/counted.ts';
import { shownName, visible } from '../../app/base/visible.ts';
import type { HistoryRow } from '../../app/contract/areas/history.ts';
import type { StoredRow } from '../history/reader-messages.ts';
import { faultTexts } from './fault-texts.ts';
import { previewOf, topicPreview } from './payload-preview.ts';

/** Characters of a topic and of a preview; and where a window of such rows would be too long for one answer. */
const rowCharacters = 256;
const narrowCharacters = 64;
const windowBytes = 200_000;

/** What a table shows of stored rows, together at most 256 KB. */
export function historyRows(stored: readonly StoredRow[]): HistoryRow[] {
  const rows = stored.map((row) => historyRow(row, rowCharacters));
  const bytes = rows.reduce((sum, row) => sum + rowBytes(row), 0);
  return bytes <= windowBytes ? rows : stored.map((row) => historyRow(row, narrowCharacters));
}

/** About what a row takes in an answer. */
function rowBytes(row: HistoryRow): number {
  if (row.kind === 'mark') return 100 + Buffer.byteLength(row.text);
  if (row.kind === 'packet') return 150 + Buffer.byteLength(row.client + row.faults.join(''));
  return (
    200 +
    Buffer.byteLength(
      row.topic.text + row.preview.text + row.client + (row.malformed ?? '') + row.faults.join(''),
    )
  );
}

function historyRow(stored: StoredRow, characters: number): HistoryRow {
  const { row, sequence, time } = stored;
  if (stored.kind === 'packet') {
    const { direction, type, size, faults } = stored;
    const client = clientText(stored.client, characters);
    const texts = faultTexts(faults, characters);
    return { kind: 'packet', row, sequence, time, direction, type, size, client, faults: texts };
  }
  if (stored.kind !== 'message') {
    return { kind: 'mark', row, sequence, time, mark: stored.kind, text: markText(stored).slice(0, 300) };
  }
  const preview = previewOf(stored.payload, characters);
  return {
    kind: 'message',
    row,
    sequence,
    time,
    direction: stored.direction,
    topic: topicPreview(stored.topic, characters),
    qos: stored.qos,
    retain: stored.retain,
    dup: stored.dup,
    preview: preview.text,
    binary: preview.isBinary,
    size: stored.payload.size,
    client: clientText(stored.client, characters),
    malformed: stored.malformed?.slice(0, 200),
    faults: faultTexts(stored.faults, characters),
  };
}

function clientText(client: string, characters: number): string {
  return shownName(client, Math.min(200, characters));
}

function markText(mark: Exclude<StoredRow, { kind: 'message' | 'packet' }>): string {
  switch (mark.kind) {
    case 'connected':
      return `Connected to ${visible(mark.text)}`;
    case 'lost':
      return visible(mark.text);
    case 'dropped':
      // What a capture of others lacks is not known in packets.
      if (mark.records === 0) return visible(mark.reason);
      return `${counted(mark.records, 'packet')} (${counted(mark.messages, 'message')}) not stored: ${dropReasons.get(mark.reason) ?? mark.reason}`;
    default:
      return unreachable(mark);
  }
}

const dropReasons: ReadonlyMap<string, string> = new Map([
  ['overload', 'the disk could not keep up'],
  ['disk', 'the disk took nothing'],
  ['size', 'longer than a record may be'],
  ['ended', 'what stores them ended by a mistake of ours'],
  ['notes', 'only what became of messages, as the disk could not keep up'],
]);
