import {
  aliasStartAt,
  bodyEnd,
  bodyStartAt,
  faultsAt,
  isCopyAt,
  isSentAt,
  linkAt,
  timeAt,
  versionAt,
} from '../capture/record-layout.ts';
import type { PacketView } from './packet-view.ts';

/** Fills the view with what the record at `at` says. */
export function readView(data: Buffer, at: number, sequence: number, into: PacketView): PacketView {
  into.sequence = sequence;
  into.time = timeAt(data, at);
  into.link = linkAt(data, at);
  into.direction = isSentAt(data, at) ? 'sent' : 'received';
  into.version = versionAt(data, at);
  into.data = data;
  into.aliasStart = aliasStartAt(at);
  into.start = bodyStartAt(data, at);
  into.end = bodyEnd(data, at);
  into.faults = faultsAt(data, at);
  into.isCopy = isCopyAt(data, at);
  return into;
}
