import { describe, expect, test } from 'vitest';
import { connack, connect, imported, puback, publish, start } from './testing/imported.ts';
import { TcpScript } from './testing/tcp-script.ts';

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
      others: { tls: 0, webSocket: 0, cut: 0, unknown: 0 },
      shortened: 0,
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

  test('whose SYNs are not in the capture, or stand behind what followed them, begins with CONNECT', () => {
    const tcp = new TcpScript({ serverPort: 9_999 });
    const [syn, answer, last] = tcp.handshake();
    const [hello] = tcp.send('client', connect('c', 4));
    const [accepted] = tcp.send('server', connack(4));
    if (!syn || !answer || !last || !hello || !accepted) throw new Error('too short');

    const rest = tcp.send('client', publish('a', 4));

    const late = imported([hello, accepted, last, syn, answer, ...rest]);
    const without = imported([hello, accepted, ...rest]);

    for (const { lines } of [late, without]) {
      expect(lines.slice(1)).toEqual([
        '1 received 4 connect',
        '1 is c 4',
        '1 sent 4 connack',
        '1 received 4 publish a',
        '1 left',
      ]);
    }
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

  test('is not what begins with something else on the port of MQTT, which is named', () => {
    const hello = Buffer.from('160301020001000', 'hex');
    const upgrade = 'GET /mqtt HTTP/1.1\r\nHost: b\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
    const beginnings = [hello, upgrade, 'GET / HTTP/1.1\r\nHost: b\r\n\r\n'].map(Buffer.from);
    const packets = beginnings.flatMap((bytes, index) => {
      const tcp = new TcpScript({ clientPort: 50_000 + index });
      return [...tcp.handshake(), ...tcp.send('client', bytes)];
    });

    const { summary } = imported(packets);

    expect([summary.connections, summary.otherConnections]).toEqual([0, 3]);
    expect(summary.others).toEqual({ tls: 1, webSocket: 1, cut: 0, unknown: 1 });
  });

  test('is said by the port alone where the capture has only the beginning of CONNECT', () => {
    const packets = (serverPort: number) => {
      const tcp = new TcpScript({ serverPort });
      const [first = new Uint8Array(0)] = [...tcp.handshake(), ...tcp.send('client', connect('c', 4))].slice(
        3,
      );
      return [
        first.subarray(0, 44),
        ...tcp.send('client', publish('a', 4)),
        ...tcp.send('server', puback(4)),
      ];
    };

    const [known, unknown] = [imported(packets(1883)), imported(packets(9_999))];

    expect(known.lines.slice(1)).toEqual(['1 received 4 publish a', '1 sent 4 puback', '1 left']);
    expect(known.summary).toMatchObject({ shortened: 1, otherConnections: 0 });
    expect(unknown.summary).toMatchObject({ shortened: 1, others: { cut: 1 } });
  });
});
