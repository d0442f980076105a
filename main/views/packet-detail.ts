import { cutAt, shownName, visible } from '../../app/base/visible.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { FieldShape, PacketDetail } from '../../app/contract/areas/history.ts';
import type { NodeId } from '../../app/contract/areas/tree.ts';
import type { CallHandlers } from '../../app/contract/handlers.ts';
import type { Field } from '../../app/mqtt/field.ts';
import type { History } from '../history/history.ts';
import type { StoredPacket } from '../history/reader-messages.ts';
import { faultTexts } from './fault-texts.ts';
import { namesIn } from './packet-names.ts';

/** The topic of a node of a source's tree as UTF-8; undefined if the index no longer holds it. */
type SourceNodeTopic = (source: SourceId, node: NodeId) => Uint8Array | undefined;

type HistoryHandlers = Pick<CallHandlers, 'packet.read' | 'packet.names' | 'packet.bytes' | 'history.latest'>;

const gone = failure('gone', 'This packet is no longer in the history.');

/** Answers what is asked of single packets. */
export function historyHandlers(history: History, nodeTopic: SourceNodeTopic): HistoryHandlers {
  const { reader } = history;
  return {
    'packet.read': async ({ source, sequence, copy }): Promise<Answer<PacketDetail>> => {
      const packet = await reader.packet(source, sequence, copy);
      return packet === undefined ? gone : success(detailOf(packet));
    },
    'packet.names': async ({ source, sequence, copy }) => {
      const packet = await reader.packet(source, sequence, copy);
      if (packet === undefined) return gone;
      return success(await namesIn(packet, () => reader.bytes(source, sequence, 0, packet.frameSize)));
    },
    'packet.bytes': async ({ source, sequence, start, length }) => {
      const read = await reader.bytes(source, sequence, start, length);
      return read === undefined ? gone : success({ bytes: read.bytes, frameSize: read.size });
    },
    'history.latest': async ({ source, node }) => {
      const topic = nodeTopic(source, node);
      return success({ sequence: topic === undefined ? undefined : await reader.latest(source, topic) });
    },
  };
}

function detailOf(packet: StoredPacket): PacketDetail {
  const { sequence, time, direction, version, facts } = packet;
  return {
    sequence,
    time,
    direction,
    protocolVersion: version,
    type: facts.type,
    client: shownName(packet.client),
    address: cutAt(visible(packet.address), 300),
    topic: facts.topic,
    qos: facts.qos,
    retain: facts.retain,
    dup: facts.dup,
    frameSize: packet.frameSize,
    frame: packet.frame,
    isRebuilt: packet.isRebuilt,
    payload: facts.payload,
    fields: facts.fields.map(shapeOf),
    fieldsCut: facts.fieldsCut,
    error: facts.error,
    faults: faultTexts(packet.faults),
    properties: facts.properties.map((property) => ({ ...property })),
  };
}

/** The contract's field is the codec's, but not readonly. */
function shapeOf(field: Field): FieldShape {
  return { ...field, fields: field.fields.map(shapeOf) };
}
