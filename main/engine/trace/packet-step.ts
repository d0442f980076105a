import { visible } from '../../../app/base/visible.ts';
import type { Reason } from '../../../app/contract/areas/common.ts';
import { decode } from '../../../app/mqtt/decode.ts';
import type { ConnectPacket, Packet, Qos, SubscribePacket } from '../../../app/mqtt/packet.ts';
import { packetTypes } from '../../../app/mqtt/packet-types.ts';
import { ProtocolError } from '../../../app/mqtt/protocol-error.ts';
import type { CapturedRecord } from '../../capture/record-layout.ts';
import { topicOf } from '../../capture/record-topic.ts';
import { reasonOf } from './row-parts.ts';

/** What a step says of its packet. */
interface PacketWords {
  readonly packet: string;
  readonly packetId: number | undefined;
  readonly qos: Qos | undefined;
  readonly dup: boolean;
  readonly retain: boolean;
  readonly reason: Reason | undefined;
  /** The line under the arrow. */
  readonly note: string;
}

/** Reads a packet for the diagram; of one that is malformed what can be said. `ofWill`: what it means for a will. */
export function packetWords(record: CapturedRecord, ofWill = ''): PacketWords {
  const name = packetTypes[(record.body[0] ?? 0) >> 4] ?? 'reserved';
  const bare = { packet: name, packetId: undefined, qos: undefined, dup: false, retain: false };
  try {
    const packet = decode(record.body, record.version, 'either');
    const reason = reasonIn(packet, record);
    const note = noteOf(packet, record, ofWill).filter((part) => part !== '');
    const words = { ...bare, packetId: idOf(packet), reason, note: note.join(' · ') };
    if (packet.type !== 'publish') return words;
    return { ...words, qos: packet.qos, dup: packet.dup, retain: packet.retain };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { ...bare, reason: undefined, note: `malformed: ${error.message}` };
  }
}

function idOf(packet: Packet): number | undefined {
  return 'id' in packet && packet.id > 0 ? packet.id : undefined;
}

function reasonIn(packet: Packet, { version }: CapturedRecord): Reason | undefined {
  if (packet.type === 'connack') return reasonOf('connack', packet.reasonCode, version);
  if (version !== 5 || !('reasonCode' in packet)) return undefined;
  // A goodbye is told apart by its code: 0x00 has the will deleted.
  const isSilent = packet.reasonCode === 0 && packet.type !== 'disconnect';
  return isSilent ? undefined : reasonOf(packet.type, packet.reasonCode, version);
}

function noteOf(packet: Packet, record: CapturedRecord, ofWill: string): string[] {
  switch (packet.type) {
    case 'connect':
      return connectNote(packet);
    case 'connack': {
      const { receiveMaximum, serverKeepAlive, maximumQos } = packet.properties;
      return [
        record.version === 3 ? '' : `session present ${packet.sessionPresent ? 1 : 0}`,
        named('receive maximum', receiveMaximum),
        named('server keep alive', serverKeepAlive, ' s'),
        named('maximum QoS', maximumQos),
      ];
    }
    case 'publish': {
      const topic = visible(new TextDecoder().decode(topicOf(record)));
      const { messageExpiryInterval } = packet.properties;
      return [
        topic,
        `${packet.payload.byteLength.toLocaleString('en-US')} B`,
        named('expires after', messageExpiryInterval, ' s'),
      ];
    }
    case 'subscribe':
      return subscribeNote(packet);
    case 'unsubscribe':
      return listed(packet.filters.map(visible));
    case 'suback':
      return listed(packet.reasonCodes.map((code) => granted(code, record)));
    case 'unsuback':
      return listed(packet.reasonCodes.map((code) => reasonOf('unsuback', code, record.version).name));
    case 'disconnect':
      return goodbyeNote(packet, record, ofWill);
    default:
      return [reasonStringOf(packet)];
  }
}

function reasonStringOf(packet: Packet): string {
  const reasonString = 'properties' in packet ? packet.properties.reasonString : undefined;
  return reasonString === undefined ? '' : visible(reasonString);
}

/** What a DISCONNECT means for the will, and what it says: what is wrong with others the step names anyway. */
function goodbyeNote(
  packet: Extract<Packet, { type: 'disconnect' }>,
  { version }: CapturedRecord,
  ofWill: string,
): string[] {
  const { reasonCode } = packet;
  const isNamed = version === 5 && reasonCode < 0x80;
  return [ofWill, isNamed ? reasonOf('disconnect', reasonCode, version).name : '', reasonStringOf(packet)];
}

/** What sets this client apart comes first: a line has little room. */
function connectNote({ protocolVersion, cleanStart, keepAlive, will, properties }: ConnectPacket): string[] {
  const clean = `${protocolVersion === 5 ? 'clean start' : 'clean session'} ${cleanStart ? 1 : 0}`;
  const version = { 3: 'v3.1', 4: 'v3.1.1', 5: 'v5' }[protocolVersion];
  return [
    named('receive maximum', properties.receiveMaximum),
    clean,
    named('session expiry', properties.sessionExpiryInterval, ' s'),
    will === undefined ? '' : `will ${visible(will.topic)} at QoS ${will.qos}`,
    `keep alive ${keepAlive} s, ${version}`,
  ];
}

function subscribeNote({ subscriptions }: SubscribePacket): string[] {
  return listed(subscriptions.map(({ filter, qos }) => `${visible(filter)} at QoS ${qos}`));
}

function granted(code: number, { version }: CapturedRecord): string {
  return code <= 2 ? `granted QoS ${code}` : reasonOf('suback', code, version).name;
}

/** The first of a list, and how many more there are. */
function listed(all: readonly string[]): string[] {
  const shown = all.slice(0, 3);
  return all.length > shown.length ? [...shown, `${all.length - shown.length} more`] : shown;
}

function named(name: string, value: number | undefined, unit = ''): string {
  return value === undefined ? '' : `${name} ${value}${unit}`;
}
