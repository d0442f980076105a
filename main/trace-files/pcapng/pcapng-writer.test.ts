import { expect, test } from 'vitest';
import { decode } from '../../../app/mqtt/decode.ts';
import { encode } from '../../../app/mqtt/encode.ts';
import type { Packet, PacketType, ProtocolVersion } from '../../../app/mqtt/packet.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';
import type { Random } from '../../../app/mqtt/testing/random.ts';
import { createRandom, printedSeed } from '../../../app/mqtt/testing/random.ts';
import { randomPacket } from '../../../app/mqtt/testing/random-packet.ts';
import { randomProperties } from '../../../app/mqtt/testing/random-properties.ts';
import { CaptureImport } from '../capture-import.ts';
import { notedSink } from '../testing/noted-sink.ts';
import { tshark } from '../testing/tshark.ts';
import type { TsharkPacket } from '../testing/tshark-packet.ts';
import { expectedPacket, packetFields, packetOfFrame } from '../testing/tshark-packet.ts';
import type { ExportedLink } from './exported-link.ts';
import { LinkWriter } from './link-writer.ts';
import { interfaceBlock, sectionBlock } from './pcapng-blocks.ts';
import type { ExportedRecord } from './pcapng-writer.ts';
import { PcapngWriter } from './pcapng-writer.ts';

const start = 1_700_000_000_000_001;
const versions: readonly ProtocolVersion[] = [3, 4, 5];
const links: readonly ExportedLink[] = [
  { address: '10.0.7.21:50412', client: 'pump-3', transport: 'tcp' },
  { address: '[fd00::7]:40000', client: 'pump-4', transport: 'wss' },
  { address: 'lab.example:443', client: 'pump-5', transport: 'tls' },
];

function written(records: readonly ExportedRecord[], clientSide: 'sent' | 'received' = 'received') {
  const linkOf = (link: number) => links[link - 1];
  const writer = new PcapngWriter({
    program: 'Topicscope',
    source: 'lab',
    clientSide,
    isBroker: true,
    linkOf,
  });
  return Buffer.concat([writer.begin(), ...records.map((record) => writer.record(record))]);
}

function note(
  kind: 'opened' | 'closed' | 'dropped',
  link: number,
  time: number,
  what: object,
): ExportedRecord {
  const body = Buffer.from(JSON.stringify(what));
  return { kind, link, time, direction: 'received', version: 4, body, faults: [] };
}

function packet(link: number, time: number, from: 'client' | 'server', told: Packet): ExportedRecord {
  const version = versions[link - 1] ?? 4;
  const direction = from === 'client' ? 'received' : 'sent';
  return { kind: 'packet', link, time, direction, version, body: encode(told, version), faults: [] };
}

function connect(link: number): Packet {
  return {
    type: 'connect',
    protocolVersion: versions[link - 1] ?? 4,
    cleanStart: true,
    keepAlive: 60,
    clientId: links[link - 1]?.client ?? '',
    will: undefined,
    username: undefined,
    password: undefined,
    properties: {},
  };
}

/** Packets of all types on three connections at once, with payloads from nothing to many segments. */
function traffic(count: number, seed: number): readonly ExportedRecord[] {
  const random = createRandom(seed);
  const records = [1, 2, 3].flatMap((link) => [
    note('opened', link, start + link, { address: links[link - 1]?.address }),
    packet(link, start + 10 + link, 'client', {
      ...ofType(random, link, 'connect'),
      clientId: links[link - 1]?.client ?? '',
    }),
    packet(link, start + 20 + link, 'server', ofType(random, link, 'connack')),
  ]);
  for (let index = 0; index < count; index += 1) {
    const link = 1 + random.below(3);
    const time = start + 1_000 + index * 333;
    const properties = link === 3 ? randomProperties(random, 'publish') : noProperties;
    const told = index % 2 === 0 ? publish(index, random.below(5) * 1_900, properties) : other(random, link);
    records.push(packet(link, time, random.below(2) === 0 ? 'client' : 'server', told));
  }
  return records;
}

function publish(index: number, size: number, properties: Properties = noProperties): Packet {
  const payload = Uint8Array.from({ length: size }, (_, at) => (at * 7 + index) & 0xff);
  const qos = index % 3 === 0 ? 0 : index % 3 === 1 ? 1 : 2;
  const id = qos === 0 ? 0 : 1 + index;
  return {
    type: 'publish',
    topic: `größe/温度/${index}`,
    payload,
    qos,
    retain: index % 4 === 0,
    dup: qos > 0 && index % 5 === 0,
    id,
    properties,
  };
}

function other(random: Random, link: number): Packet {
  for (;;) {
    const told = randomPacket(random, versions[link - 1] ?? 4);
    // These begin and end what this is the middle of, and publish has its own.
    if (!['connect', 'connack', 'publish', 'disconnect'].includes(told.type)) return told;
  }
}

function ofType<Type extends PacketType>(random: Random, link: number, type: Type): Packet & { type: Type } {
  for (;;) {
    const told = randomPacket(random, versions[link - 1] ?? 4);
    if (isOfType(told, type)) return told;
  }
}

function isOfType<Type extends PacketType>(told: Packet, type: Type): told is Packet & { type: Type } {
  return told.type === type;
}

/** A last packet on each connection. */
function ends(seed: number): readonly ExportedRecord[] {
  const random = createRandom(seed);
  return [1, 2, 3].map((link) =>
    packet(link, start + 900_000 + link, 'client', ofType(random, link, 'disconnect')),
  );
}

/** What tshark shall find of a packet that was recorded. */
interface Seen {
  readonly time: string;
  readonly client: string;
  readonly direction: string;
  readonly packet: TsharkPacket;
}

test('tshark reads every packet of an export as it was recorded, and finds nothing wrong with its TCP', async () => {
  const seed = printedSeed('pcapng');
  const records = [...traffic(400, seed), ...ends(seed)];

  const file = written(records);

  const fields = ['time_epoch', 'protocols', 'comment'].map((name) => `frame.${name}`);
  const tcp = ['stream', 'srcport', 'analysis.flags', 'checksum.status'].map((name) => `tcp.${name}`);
  const frames = await tshark(
    file,
    [...fields, ...packetFields, ...tcp, 'ip.checksum.status', '_ws.malformed'],
    ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE'],
  );
  const packets = frames.filter((frame) => frame['mqtt.msgtype'] !== undefined);
  expect(packets.map(seenOf)).toEqual(records.filter(({ kind }) => kind === 'packet').map(expectedOf));
  expect(frames.filter((frame) => 'tcp.analysis.flags' in frame || '_ws.malformed' in frame)).toEqual([]);
  expect(new Set(frames.flatMap((frame) => frame['tcp.checksum.status'] ?? []))).toEqual(new Set(['1']));
  expect(new Set(frames.flatMap((frame) => frame['ip.checksum.status'] ?? []))).toEqual(new Set(['1']));
});

function seenOf(frame: Record<string, readonly string[]>): Seen {
  return {
    time: frame['frame.time_epoch']?.[0] ?? '',
    client: frame['tcp.stream']?.[0] ?? '',
    direction: frame['tcp.srcport']?.[0] === '1883' ? 'sent' : 'received',
    packet: packetOfFrame(frame),
  };
}

function expectedOf({ link, time, direction, body, version }: ExportedRecord): Seen {
  return {
    time: `${Math.floor(time / 1e6)}.${String(time % 1e6).padStart(6, '0')}000`,
    client: String(link - 1),
    direction,
    packet: expectedPacket(decode(body, version, 'either'), version),
  };
}

test('an export that is imported again has the same packets, times and ends', () => {
  const records = [
    ...traffic(200, printedSeed('pcapng again')),
    packet(1, start + 900_000, 'client', { type: 'disconnect', reasonCode: 0, properties: {} }),
    note('closed', 1, start + 900_001, { why: 'DISCONNECT was received.' }),
    note('closed', 2, start + 900_002, { why: 'The connection was reset.' }),
  ];
  const { sink, lines, times } = notedSink();
  const frames: string[] = [];

  const capture = new CaptureImport({
    ...sink,
    packet: (link, direction, version, frame, time) => {
      frames.push(`${direction} ${version} ${Buffer.from(frame).toString('hex')}`);
      return sink.packet(link, direction, version, frame, time);
    },
  });
  capture.push(written(records));
  capture.end();
  capture.work();

  const packets = records.filter(({ kind }) => kind === 'packet');
  expect(frames).toEqual(
    packets.map(
      ({ direction, version, body }) => `${direction} ${version} ${Buffer.from(body).toString('hex')}`,
    ),
  );
  expect(times).toEqual(packets.map(({ time }) => time));
  expect(lines.filter((line) => / (opened|is|closed|left)/.test(line))).toEqual([
    '1 opened 10.0.7.21:50412 → 10.0.0.1:1883',
    '1 is pump-3 3',
    '2 opened [fd00::7]:40000 → [fd00::1]:1883',
    '2 is pump-4 4',
    '3 opened 10.1.0.3:49155 → 10.0.0.1:1883',
    '3 is pump-5 5',
    '1 closed The client closed the connection.',
    '2 closed The client reset the connection.',
    '3 left',
  ]);
  expect(capture.summary()).toMatchObject({ missingBytes: 0, unreadBytes: 0, connections: 3 });
});

test('numbers of a session with more than 4 GiB begin anew in both directions', async () => {
  const near = 2 ** 32 - 20_000;
  const clients = [near, near - 0x4000_0000].map((first, index) => {
    const client = Uint8Array.of(10, 0, 0, 8 + index);
    return new LinkWriter({ client, clientPort: 50_000, server: Uint8Array.of(10, 0, 0, 1) }, first);
  });
  const blocks = clients.flatMap((link) => [
    ...link.open(start, []),
    ...link.data('client', encode(connect(2), 4), start, []),
    ...[10_000, 30_000, 50_000].flatMap((size) => [
      ...link.data('client', encode(publish(0, size), 4), start, []),
      ...link.data('server', encode(publish(0, size), 4), start, []),
    ]),
    ...link.finish('client', start, []),
  ]);
  const file = Buffer.concat([sectionBlock('Topicscope', ''), interfaceBlock('lab'), ...blocks]);
  const capture = new CaptureImport(notedSink().sink);

  capture.push(file);
  capture.work();
  const frames = await tshark(file, ['mqtt.msgtype', 'tcp.analysis.flags', '_ws.malformed']);

  expect(frames.flatMap((frame) => frame['mqtt.msgtype'] ?? [])).toHaveLength(14);
  expect(frames.filter((frame) => 'tcp.analysis.flags' in frame || '_ws.malformed' in frame)).toEqual([]);
  expect(capture.summary()).toMatchObject({ packets: 14, missingBytes: 0, unreadBytes: 0 });
});

test('what begins after CONNECT has one that is said to be rebuilt, so that 5.0 is read as such', async () => {
  const told = publish(7, 20);
  const record = { ...packet(3, start, 'client', told), faults: ['lossy\nradio: doubled'], comment: 'here' };
  const dropped = note('dropped', 0, start, { reason: 'overload', records: 3 });

  const frames = await tshark(written([dropped, record], 'sent'), [
    'frame.comment',
    'mqtt.msgtype',
    'mqtt.ver',
    'mqtt.msg',
  ]);

  const rebuilt = 'rebuilt: what is exported begins after CONNECT, which says the version';
  expect(frames.filter((frame) => 'frame.comment' in frame || 'mqtt.msgtype' in frame)).toEqual([
    { 'frame.comment': ['client: pump-5; address: lab.example:443; transport: tls'] },
    { 'frame.comment': [rebuilt], 'mqtt.msgtype': ['1'], 'mqtt.ver': ['5'] },
    { 'frame.comment': [rebuilt], 'mqtt.msgtype': ['2'] },
    {
      'frame.comment': [
        'before this 3 records were not stored: overload',
        'fault on purpose: lossy\ufffdradio: doubled',
        'here',
      ],
      'mqtt.msgtype': ['3'],
      'mqtt.msg': [told.type === 'publish' ? Buffer.from(told.payload).toString('hex') : ''],
    },
  ]);
});

test('what was rebuilt is no packet where the export is imported again: it says the version and the client', () => {
  const { sink, lines, times } = notedSink();
  const capture = new CaptureImport(sink);

  capture.push(
    written([packet(3, start, 'client', publish(7, 20)), packet(3, start + 5, 'server', publish(8, 20))]),
  );
  capture.end();
  capture.work();

  expect(lines).toEqual([
    '1 opened 10.1.0.3:49155 → 10.0.0.1:1883',
    '1 is pump-5 5',
    '1 received 5 publish größe/温度/7',
    '1 sent 5 publish größe/温度/8',
    '1 left',
  ]);
  expect(times).toEqual([start, start + 5]);
  expect(capture.summary()).toMatchObject({ packets: 2, unreadBytes: 0 });
});
