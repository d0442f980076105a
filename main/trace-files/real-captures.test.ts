import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { decode } from '../../app/mqtt/decode.ts';
import { packetTypeNumber } from '../../app/mqtt/packet-types.ts';
import { CaptureImport } from './capture-import.ts';
import { notedSink } from './testing/noted-sink.ts';
import { tshark } from './testing/tshark.ts';

interface Seen {
  readonly time: number;
  readonly type: number;
  readonly topic: string;
  readonly payload: string;
}

function imported(file: Uint8Array) {
  const { sink, lines } = notedSink();
  const seen: Seen[] = [];
  const capture = new CaptureImport({
    ...sink,
    packet: (link, direction, version, frame, time) => {
      const packet = decode(frame, version, 'either');
      const isPublish = packet.type === 'publish';
      const payload = isPublish ? Buffer.from(packet.payload).toString('hex') : '';
      const topic = isPublish ? packet.topic : '';
      seen.push({ time, type: packetTypeNumber(packet.type), topic, payload });
      return sink.packet(link, direction, version, frame, time);
    },
  });
  capture.push(file);
  capture.end();
  capture.work();
  return { lines, seen, summary: capture.summary() };
}

test('a capture that dumpcap made of mosquitto and its clients is read as tshark reads it', async () => {
  const file = await readFile(path.join(import.meta.dirname, 'testing/mosquitto.pcapng'));

  const { lines, seen, summary } = imported(file);

  const fields = ['frame.time_epoch', 'mqtt.msgtype', 'mqtt.topic', 'mqtt.msg'];
  const frames = await tshark(file, fields, ['-d', 'tcp.port==18831,mqtt', '-Y', 'mqtt']);
  expect(seen).toEqual(frames.flatMap(packetsOf));
  expect(summary).toMatchObject({ connections: 6, otherConnections: 0, missingBytes: 0, unreadBytes: 0 });
  expect(lines.filter((line) => / is /.test(line)).map((line) => line.slice(2))).toEqual([
    'is watcher 5',
    'is one 5',
    'is two 4',
    'is three 3',
    'is four 5',
    'is five 5',
  ]);
  expect(lines.filter((line) => line.endsWith('closed the connection.'))).toHaveLength(6);
});

/** Those of one frame share its time, which has nine decimal places. */
function packetsOf(frame: Record<string, readonly string[]>): Seen[] {
  const [topics = [], payloads = []] = [frame['mqtt.topic'], frame['mqtt.msg']];
  let publishes = 0;
  return (frame['mqtt.msgtype'] ?? []).map((type) => {
    const isPublish = type === '3';
    const at = isPublish ? publishes++ : -1;
    return {
      time: Number((frame['frame.time_epoch']?.[0] ?? '').replace('.', '').slice(0, 16)),
      type: Number(type),
      topic: topics[at] ?? '',
      payload: payloads[at] ?? '',
    };
  });
}

test.for([[], ['-F', 'pcap']])('what text2pcap makes of a hex dump is read: %o', async (format) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-text2pcap-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [dump, made] = [path.join(folder, 'dump.txt'), path.join(folder, 'made')];
  // PUBLISH a/b, and PINGREQ with half of another PUBLISH, whose other half comes next.
  await writeFile(dump, '0000 30 06 00 03 61 2f 62 21\n0000 c0 00 30 06 00\n0000 03 61 2f 62 22\n');

  await promisify(execFile)('text2pcap', ['-q', ...format, '-T', '50412,1883', dump, made]);
  const { lines, seen } = imported(await readFile(made));

  expect(lines.slice(1)).toEqual([
    '1 received 4 publish a/b',
    '1 received 4 pingreq',
    '1 received 4 publish a/b',
    '1 left',
  ]);
  expect(seen.map(({ payload }) => payload)).toEqual(['21', '', '22']);
});
