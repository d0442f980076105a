import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { encode } from '../../app/mqtt/encode.ts';
import type { Packet, ProtocolVersion } from '../../app/mqtt/packet.ts';
import { CaptureFileError } from './capture-file/capture-file-error.ts';
import { InterfaceClock } from './capture-file/interface-clock.ts';
import { CaptureImport } from './capture-import.ts';
import { notedSink } from './testing/noted-sink.ts';
import { numbers, pcapFile, pcapngBlock } from './testing/pcap-file.ts';
import { TcpScript } from './testing/tcp-script.ts';

const rawIp = 101;
const start = 1_700_000_000_123_456;

function connect(clientId: string, protocolVersion: ProtocolVersion): Uint8Array {
  return encode(
    {
      type: 'connect',
      protocolVersion,
      cleanStart: true,
      keepAlive: 60,
      clientId,
      will: undefined,
      username: undefined,
      password: undefined,
      properties: {},
    },
    protocolVersion,
  );
}

function connack(version: ProtocolVersion): Uint8Array {
  return encode({ type: 'connack', sessionPresent: false, reasonCode: 0, properties: {} }, version);
}

function publish(topic: string, version: ProtocolVersion, payload = '{"value":21.5}', id = 7): Uint8Array {
  const packet: Packet = {
    type: 'publish',
    topic,
    payload: Buffer.from(payload),
    qos: 1,
    retain: false,
    dup: false,
    id,
    properties: {},
  };
  return encode(packet, version);
}

function puback(version: ProtocolVersion, id = 7): Uint8Array {
  return encode({ type: 'puback', id, reasonCode: 0, properties: {} }, version);
}

/** Imports packets that came one ms after another. */
function imported(packets: readonly Uint8Array[], port?: number) {
  const file = pcapFile(
    packets.map((data, index) => ({ time: start + index * 1_000, data })),
    { linkType: rawIp },
  );
  return importedFile(file, port);
}

function importedFile(file: Uint8Array, port?: number, chunk = 100) {
  const { sink, lines, times } = notedSink();
  const capture = new CaptureImport(sink, { port });
  for (let at = 0; at < file.byteLength; at += chunk) capture.push(file.subarray(at, at + chunk));
  const rest = capture.end();
  return { lines, times, rest, summary: capture.summary() };
}

const opened = '1 opened 10.0.7.21:50412 → 10.0.0.1:1883';

describe('a connection', () => {
  test('from SYN to FIN has its packets with the times of the capture', () => {
    const tcp = new TcpScript();
    const packets = [
      ...tcp.handshake(),
      ...tcp.send('client', connect('pump-7', 5)),
      ...tcp.send('server', connack(5)),
      ...tcp.send('client', publish('lab/pump', 5)),
      ...tcp.send('server', puback(5)),
      ...tcp.close('client'),
    ];

    const { lines, times, summary } = imported(packets);

    expect(lines).toEqual([
      opened,
      '1 received 5 connect',
      '1 is pump-7 5',
      '1 sent 5 connack',
      '1 received 5 publish lab/pump',
      '1 sent 5 puback',
      '1 closed The client closed the connection.',
    ]);
    expect(times).toEqual([3, 4, 5, 6].map((index) => start + index * 1_000));
    expect(summary).toEqual({
      captured: 9,
      passedOver: { fragment: 0, 'not IP': 0, 'not TCP': 0, 'cut off': 0, unknown: 0 },
      connections: 1,
      otherConnections: 0,
      packets: 4,
      missingBytes: 0,
      unreadBytes: 0,
      from: start,
      to: start + 8_000,
    });
  });

  test('is put in order where segments come too early, again and overlapping', () => {
    const tcp = new TcpScript({ clientStart: 0xffff_fff0 });
    const handshake = [...tcp.handshake(), ...tcp.send('client', connect('c', 4))];
    const message = publish('a/b', 4, 'x'.repeat(50));
    const [first, second, third] = tcp.send('client', message, 25);
    const overlap = tcp.again('client', message.subarray(20), message.byteLength - 20);
    if (first === undefined || second === undefined || third === undefined) throw new Error('too short');

    const { lines, times } = imported([...handshake, third, second, second, overlap, first, overlap]);

    expect(lines.slice(3)).toEqual(['1 received 4 publish a/b', '1 left']);
    expect(times.at(-1)).toBe(start + 8_000);
  });

  test('that lost a segment goes on behind it, and says how much is missing', () => {
    const tcp = new TcpScript();
    const before = [...tcp.handshake(), ...tcp.send('client', connect('c', 5))];
    tcp.send('client', publish('lost', 5));
    const after = Array.from({ length: 12 }, (_, index) => [
      ...tcp.send('client', publish(`kept/${index}`, 5)),
      tcp.confirm('server'),
    ]).flat();

    const { lines, summary } = imported([...before, ...after]);

    expect(lines.slice(3)).toEqual([
      `1 missing ${publish('lost', 5).byteLength} of client`,
      ...Array.from({ length: 12 }, (_, index) => `1 received 5 publish kept/${index}`),
      '1 left',
    ]);
    expect(summary.missingBytes).toBe(publish('lost', 5).byteLength);
  });

  test('that lost the middle of a packet goes on with the next one, without a search', () => {
    const tcp = new TcpScript();
    const packets = [...tcp.handshake(), ...tcp.send('client', connect('c', 5))];
    const [first, , third] = tcp.send('client', publish('a', 5, 'x'.repeat(300)), 110);
    if (first === undefined || third === undefined) throw new Error('too short');
    packets.push(first, third, ...tcp.send('client', publish('b', 5)), ...tcp.close('client'));

    const { lines } = imported(packets);

    expect(lines.slice(3)).toEqual([
      '1 missing 110 of client',
      '1 received 5 publish b',
      '1 closed The client closed the connection.',
    ]);
  });

  test('between the ports of one that ended is another one', () => {
    const first = new TcpScript();
    const second = new TcpScript({ clientStart: 77 });

    const { lines } = imported([
      ...first.handshake(),
      ...first.send('client', connect('one', 4)),
      first.reset('server'),
      ...second.handshake(),
      ...second.send('client', connect('two', 4)),
    ]);

    expect(lines).toEqual([
      opened,
      '1 received 4 connect',
      '1 is one 4',
      '1 closed The server reset the connection.',
      opened.replace('1 ', '2 '),
      '2 received 4 connect',
      '2 is two 4',
      '2 left',
    ]);
  });
});

describe('a capture that begins in the middle', () => {
  test.for([4, 5] as const)('of a packet finds the next one of level %d', (version) => {
    const tcp = new TcpScript();
    tcp.handshake();
    tcp.send('client', connect('c', version));
    const stream = Buffer.concat(
      Array.from({ length: 40 }, (_, index) => publish(`lab/${index}`, version, '{"value":21.5}', index + 1)),
    );
    const [, ...seen] = tcp.send('client', stream, 110);
    const answers = tcp.send('server', Buffer.concat([puback(version, 1), puback(version, 2)]));

    const { lines, summary } = imported([...seen, ...answers]);

    expect(lines.filter((line) => line.includes('publish'))).toEqual(
      Array.from({ length: 35 }, (_, index) => `1 received ${version} publish lab/${index + 5}`),
    );
    expect(lines.slice(-3)).toEqual([`1 sent ${version} puback`, `1 sent ${version} puback`, '1 left']);
    expect(summary.unreadBytes).toBeLessThan(40);
  });

  test('on a port that is not said is taken for something else', () => {
    const tcp = new TcpScript({ serverPort: 21_883 });
    tcp.handshake();
    const packets = tcp.send('client', publish('a', 5));

    expect(imported(packets).summary.otherConnections).toBe(1);
    expect(imported(packets, 21_883).lines.slice(1)).toEqual(['1 received 5 publish a', '1 left']);
  });
});

describe('what is MQTT', () => {
  test('is said by a CONNECT on any port, or by the port alone', () => {
    const tcp = new TcpScript({ serverPort: 9_999 });
    const packets = [...tcp.handshake(), ...tcp.send('client', connect('c', 5))];

    expect(imported(packets).summary.connections).toBe(1);
    expect(imported(packets, 1883).summary.connections).toBe(0);
  });

  test('is not what begins with something else on the port of MQTT', () => {
    const tcp = new TcpScript();
    const hello = Buffer.from('160301020001000', 'hex');

    const { summary } = imported([...tcp.handshake(), ...tcp.send('client', hello)]);

    expect([summary.connections, summary.otherConnections]).toEqual([0, 1]);
  });
});

describe('a file', () => {
  const tcp = new TcpScript();
  const data = [...tcp.handshake(), ...tcp.send('client', connect('c', 4))];
  const packets = data.map((packet, index) => ({ time: start + index, data: packet }));
  const expected = [opened, '1 received 4 connect', '1 is c 4', '1 left'];

  test.for([
    { isLittle: true, isNanoseconds: false },
    { isLittle: true, isNanoseconds: true },
    { isLittle: false, isNanoseconds: false },
    { isLittle: false, isNanoseconds: true },
  ])('of pcap is read: %o', (options) => {
    const { lines, times } = importedFile(pcapFile(packets, { linkType: rawIp, ...options }));

    expect(lines).toEqual(expected);
    expect(times).toEqual([start + 3]);
  });

  test.for([
    ['Ethernet', 1, '0200000000010200000000020800'],
    ['Ethernet with two VLAN tags', 1, '02000000000102000000000288a8000181000002' + '0800'],
    ['Linux cooked', 113, '00000001000602000000000100000800'],
    ['Linux cooked 2', 276, '0800000000000001000100060200000000010000'],
    ['loopback', 0, '02000000'],
    ['loopback of OpenBSD', 108, '00000002'],
  ] as const)('with packets of %s is read', ([, linkType, header]) => {
    const framed = packets.map(({ time, data: ip }) => ({
      time,
      data: Buffer.concat([Buffer.from(header, 'hex'), ip]),
    }));

    expect(importedFile(pcapFile(framed, { linkType })).lines).toEqual(expected);
  });

  test.for([true, false])(
    'of pcapng with interfaces of several clocks is read, little endian: %s',
    (isLittle) => {
      const little = isLittle;
      const section = numbers(little, [4, 0x1a2b3c4d], [2, 1], [2, 0], [4, 0xffffffff], [4, 0xffffffff]);
      const description = (...option: readonly (readonly [1 | 2 | 4, number])[]) =>
        numbers(little, [2, rawIp], [2, 0], [4, 0], ...option, [2, 0], [2, 0]);
      const resolution = (value: number) => description([2, 9], [2, 1], [1, value], [1, 0], [2, 0]);
      const enhanced = (index: number, time: bigint) => {
        const { data: ip } = packets[index] ?? { data: new Uint8Array(0) };
        const [high, low] = [Number(time >> 32n), Number(time & 0xffff_ffffn)];
        const head = numbers(little, [4, index], [4, high], [4, low], [4, ip.byteLength], [4, ip.byteLength]);
        return pcapngBlock(6, Buffer.concat([head, ip]), little);
      };
      const micro = BigInt(start);
      const simple = packets[3]?.data ?? new Uint8Array(0);
      const file = Buffer.concat([
        pcapngBlock(0x0a0d0d0a, section, little),
        pcapngBlock(1, description(), little),
        pcapngBlock(1, resolution(9), little),
        pcapngBlock(1, resolution(0x80 + 20), little),
        pcapngBlock(0xbad, new Uint8Array(1_000), little),
        enhanced(0, micro),
        enhanced(1, micro * 1_000n),
        enhanced(2, ((micro + 1_000_000n) << 20n) / 1_000_000n),
        pcapngBlock(3, Buffer.concat([numbers(little, [4, simple.byteLength]), simple]), little),
      ]);

      const { lines, times } = importedFile(file);

      expect(lines).toEqual(expected);
      // A power of two does not meet every µs.
      expect(Math.abs((times[0] ?? 0) - start - 1_000_000)).toBeLessThanOrEqual(1);
    },
  );

  test('that is cut off gives what was whole, and says so', () => {
    const whole = pcapFile(packets, { linkType: rawIp });
    const longer = pcapFile([...packets, { time: start, data: new Uint8Array(90) }], { linkType: rawIp });

    const { lines, rest } = importedFile(longer.subarray(0, whole.byteLength + 50));

    expect([lines, rest]).toEqual([expected, 50]);
  });

  test.for([
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'This is neither a pcap nor a pcapng file.', 0],
    ['gzip', Buffer.from('1f8b0800', 'hex'), 'This is compressed by gzip: unpack it first.', 0],
    [
      'an impossible packet',
      Buffer.concat([
        pcapFile(packets.slice(0, 1), { linkType: rawIp }),
        numbers(true, [4, 1], [4, 1], [4, 0x7fffffff], [4, 1]),
      ]),
      'Packet 2 says that it has 2147483647 bytes, and none has more than 4194304.',
      88,
    ],
  ] as const)('that is %s is refused with the place', ([, file, message, offset]) => {
    const importing = () => importedFile(file);

    expect(importing).toThrow(new CaptureFileError(message, offset));
    expect(importing).toThrow(expect.objectContaining({ offset }));
  });

  test.for(['pcap', 'pcapng'])(
    'of %s with random damage never makes an import fail in another way',
    (format) => {
      const seed = Math.floor(Math.random() * 2 ** 31);
      console.log(`seed ${seed}`);
      const random = generator(seed);
      const real = readFileSync(path.join(import.meta.dirname, 'testing/mosquitto.pcapng'));
      const whole = format === 'pcapng' ? real : pcapFile([...packets, ...packets], { linkType: rawIp });

      for (let run = 0; run < 300; run += 1) {
        const file = Uint8Array.from(whole);
        for (let flips = 0; flips < 8; flips += 1) file[random(file.length)] = random(256);
        try {
          importedFile(file, undefined, 1 + random(5_000));
        } catch (error) {
          if (!(error instanceof CaptureFileError) && !isDecoding(error)) throw error;
        }
      }
    },
  );
});

/** The test's own sink decodes what it is told. */
function isDecoding(error: unknown): boolean {
  return error instanceof Error && error.name === 'ProtocolError';
}

function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('a clock that says an impossible time is taken to its bounds', () => {
  const [slow, fast] = [new InterfaceClock(0, -5_000), new InterfaceClock(0, 0)];

  expect([slow.time(0, 7), fast.time(0xffff_ffff, 0xffff_ffff)]).toEqual([0, Number.MAX_SAFE_INTEGER]);
});

describe('hostile captures cost little', () => {
  test('bytes that could always be the beginning of a packet, one a segment', () => {
    const tcp = new TcpScript();
    tcp.handshake();
    // Long PUBLISH packets, one in the other, that never end.
    const bait = Buffer.from('30ffffff07000161'.repeat(2_500), 'hex');

    const { summary, lines } = imported(tcp.send('client', bait, 1));

    expect(lines).toEqual([]);
    expect(summary.connections).toBe(1);
  }, 5_000);

  test('segments that wait for ever, on a connection that is something else', () => {
    const packets = Array.from({ length: 300 }, (_, index) => {
      const tcp = new TcpScript({ clientPort: 2_000 + index, serverPort: 80 });
      const [syn = new Uint8Array(0)] = tcp.handshake();
      tcp.send('client', new Uint8Array(1));
      return [syn, ...tcp.send('client', new Uint8Array(40_000), 10_000)];
    }).flat();

    const { summary } = imported(packets);

    expect(summary).toMatchObject({ connections: 0, missingBytes: 0 });
  }, 5_000);
});
