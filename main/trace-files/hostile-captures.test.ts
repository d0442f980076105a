import { describe, expect, test } from 'vitest';
import { createRandom, printedSeed } from '../../app/mqtt/testing/random.ts';
import { InterfaceClock } from './capture-file/interface-clock.ts';
import { CaptureImport } from './capture-import.ts';
import { connect, imported, publish, rawIp, start } from './testing/imported.ts';
import { notedSink } from './testing/noted-sink.ts';
import { pcapFile } from './testing/pcap-file.ts';
import { TcpScript } from './testing/tcp-script.ts';

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

  test.for([
    ['one byte again and again', Buffer.alloc(200_000, 0x30)],
    ['PUBLISH packets one in the other', Buffer.from('32ff7f0001'.repeat(40_000), 'hex')],
    ['PUBLISH packets that never end', Buffer.from('30ffffff07000161'.repeat(25_000), 'hex')],
    ['topics that are no text', Buffer.from('30050001ff3030'.repeat(28_000), 'hex')],
    [
      'SUBSCRIBE packets of which each second is wrong',
      Buffer.from('82080001000161010001'.repeat(20_000), 'hex'),
    ],
    [
      'acknowledgements of which each fourth is wrong',
      Buffer.from('400200014002000140020001400300'.repeat(13_000), 'hex'),
    ],
    ['random bytes', createRandom(printedSeed('looked through')).bytes(200_000)],
  ] as const)('%s, where a connection begins in the middle, are looked through once', ([, bytes]) => {
    const tcp = new TcpScript();
    tcp.handshake();
    const garbage = tcp.send('client', bytes);
    const behind = Array.from({ length: 600 }, (_, index) =>
      tcp.send('client', publish(`a/${index}`, 4, 'x'.repeat(200))),
    );

    const { searched, lines } = imported([...garbage, ...behind.flat()]);

    // A place is one step and what is decoded one for each byte: that of all places is a few for each.
    expect(searched / bytes.byteLength).toBeLessThan(10);
    expect(lines.filter((line) => line.includes('publish a/')).length).toBeGreaterThan(100);
  });

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

  test('what one segment brings in order is worked off as little at a time as is wanted', () => {
    const tcp = new TcpScript();
    const handshake = tcp.handshake();
    const messages = Array.from({ length: 500 }, (_, index) => publish(`a/${index}`, 4));
    const [first = new Uint8Array(0), ...others] = tcp.send(
      'client',
      Buffer.concat([connect('c', 4), ...messages]),
      100,
    );
    const packets = [...handshake, ...others, first].map((data, index) => ({ time: start + index, data }));
    const { sink, lines } = notedSink();
    const capture = new CaptureImport(sink);

    capture.push(pcapFile(packets, { linkType: rawIp }));
    const before = lines.length;
    let turns = 1;
    for (; !capture.work(() => true); turns += 1);

    expect([before, turns, lines.length]).toEqual([0, others.length + 1, 503]);
  });
});
