import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CaptureFileError } from './capture-file/capture-file-error.ts';
import { connect, importedFile, rawIp, start } from './testing/imported.ts';
import { numbers, pcapFile, pcapngBlock } from './testing/pcap-file.ts';
import { TcpScript } from './testing/tcp-script.ts';

const opened = '1 opened 10.0.7.21:50412 → 10.0.0.1:1883';

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
    [
      'longer than what was written',
      Buffer.concat([pcapFile(packets.slice(0, 1), { linkType: rawIp }), Buffer.alloc(100_000)]),
      'Packet 2 is nothing but zeros: it was not written.',
      80,
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
