import { describe, expect, test } from 'vitest';
import { InterfaceClock } from './capture-file/interface-clock.ts';
import { imported } from './testing/imported.ts';
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
