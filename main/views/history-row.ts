import { unreachable } from '../../app/base/assert.ts';
import type { HistoryRow } from '../../app/contract/areas/history.ts';
import type { StoredRow } from '../history/reader-messages.ts';
import { previewOf, topicPreview, visible } from './payload-preview.ts';

const rowCharacters = 256;

/** What a table shows of a stored row. */
export function historyRow(stored: StoredRow): HistoryRow {
  const { row, sequence, time } = stored;
  if (stored.kind !== 'message') {
    return { kind: 'mark', row, sequence, time, mark: stored.kind, text: markText(stored).slice(0, 300) };
  }
  const preview = previewOf(stored.payload, rowCharacters);
  return {
    kind: 'message',
    row,
    sequence,
    time,
    direction: stored.direction,
    topic: topicPreview(stored.topic, rowCharacters),
    qos: stored.qos,
    retain: stored.retain,
    dup: stored.dup,
    preview: preview.text,
    binary: preview.isBinary,
    size: stored.payload.size,
    client: visible(stored.client).slice(0, 200),
    malformed: stored.malformed?.slice(0, 200),
  };
}

function markText(mark: Exclude<StoredRow, { kind: 'message' }>): string {
  switch (mark.kind) {
    case 'connected':
      return `Connected to ${visible(mark.text)}`;
    case 'lost':
      return visible(mark.text);
    case 'dropped':
      return `${mark.records} packets (${mark.messages} messages) were not stored: ${dropReasons.get(mark.reason) ?? mark.reason}`;
    default:
      return unreachable(mark);
  }
}

const dropReasons: ReadonlyMap<string, string> = new Map([
  ['overload', 'the disk could not keep up'],
  ['disk', 'the disk took nothing'],
  ['size', 'longer than a record may be'],
]);
