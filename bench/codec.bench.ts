// How fast packets are decoded and encoded, beside npm mqtt-packet: PUBLISH at QoS 0, 150 bytes of JSON, 1,000 topics.
// Options: --quick (shorter runs), --json (one line for programs), --write (into docs/performance.md).
import * as mqttPacket from 'mqtt-packet';
import { decode } from '../app/mqtt/decode.ts';
import { encode } from '../app/mqtt/encode.ts';
import { Framer } from '../app/mqtt/framer.ts';
import type { ProtocolVersion, PublishPacket } from '../app/mqtt/packet.ts';
import { noProperties } from '../app/mqtt/properties.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { packageVersion } from './frame/versions.ts';
import { measurePairs } from './pairs.ts';

const chunkSize = 65_536;
const unit = 'packets/CPU-s';
const quick = process.argv.includes('--quick');
const busyness = watchMachine();

const packets = Array.from({ length: 1000 }, (_, index) => publish(index));
/** All that is decoded ends here, so that nothing is optimised away. */
let used = 0;

const contests = [decodeContest(4), decodeContest(5), streamContest(4), encodeContest(4)];
const figures = contests.map((contest) => measurePairs(contest, 7, quick ? 100 : 400));
if (used === 0) throw new Error('nothing was decoded');
tell({
  bench: 'codec',
  title: 'Codec',
  about:
    'PUBLISH at QoS 0 with 150 bytes of JSON over 1,000 topics, beside npm mqtt-packet in the same process: seven pairs in turns, by processor time, median and, in brackets, the lowest and the highest ratio.',
  figures,
  busyness: busyness(),
  versions: [packageVersion('mqtt-packet')],
});

function publish(index: number): PublishPacket {
  const topic = `plant/line${index % 10}/machine${index}/temperature`;
  const fields = `{"device":"machine${index}","value":${(20 + (index % 100) / 10).toFixed(1)},"unit":"C","note":"`;
  const payload = new TextEncoder().encode(`${fields.padEnd(148, 'x')}"}`);
  return {
    type: 'publish',
    topic,
    payload,
    qos: 0,
    retain: false,
    dup: false,
    id: 0,
    properties: noProperties,
  };
}

/** Whole frames, one by one. */
function decodeContest(version: ProtocolVersion) {
  const frames = packets.map((packet) => encode(packet, version));
  const theirFrames = frames.map((frame) => Buffer.from(frame));
  const parser = theirParser(version);
  return {
    name: `decode level ${version}`,
    unit,
    goal: 5,
    ours: () => {
      for (const frame of frames) takePacket(decode(frame, version, 'server'));
      return frames.length;
    },
    reference: () => {
      for (const frame of theirFrames) parser.parse(frame);
      return frames.length;
    },
  };
}

/** A stream in chunks as a socket gives them, cut into frames and decoded. */
function streamContest(version: ProtocolVersion) {
  const stream = Buffer.concat(packets.map((packet) => encode(packet, version)));
  const chunks = Array.from({ length: Math.ceil(stream.length / chunkSize) }, (_, index) =>
    stream.subarray(index * chunkSize, (index + 1) * chunkSize),
  );
  const framer = new Framer({ maximumPacketSize: chunkSize });
  const parser = theirParser(version);
  return {
    name: `frame and decode level ${version}`,
    unit,
    goal: 3,
    ours: () => {
      for (const chunk of chunks) framer.push(chunk, (frame) => takePacket(decode(frame, version, 'server')));
      return packets.length;
    },
    reference: () => {
      for (const chunk of chunks) parser.parse(chunk);
      return packets.length;
    },
  };
}

function encodeContest(version: ProtocolVersion) {
  const theirs = packets.map(({ topic, payload, qos, retain, dup }): mqttPacket.IPublishPacket => {
    return { cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain, dup };
  });
  return {
    name: `encode level ${version}`,
    unit,
    goal: 1,
    ours: () => {
      for (const packet of packets) used += encode(packet, version).length;
      return packets.length;
    },
    reference: () => {
      for (const packet of theirs) used += mqttPacket.generate(packet, { protocolVersion: version }).length;
      return packets.length;
    },
  };
}

function theirParser(version: ProtocolVersion): mqttPacket.Parser {
  return mqttPacket.parser({ protocolVersion: version }).on('packet', (packet) => {
    if (packet.cmd === 'publish') take(packet.topic, packet.payload.length);
  });
}

function takePacket(packet: ReturnType<typeof decode>): void {
  if (packet.type === 'publish') take(packet.topic, packet.payload.length);
}

/** Reads a character, because an engine may put off the work of making a text until then. */
function take(topic: string, length: number): void {
  used += topic.charCodeAt(topic.length - 1) + length;
}
