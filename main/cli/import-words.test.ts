import { expect, test } from 'vitest';
import { importWords } from './import-words.ts';

const summary = {
  captured: 171,
  passedOver: { fragment: 0, 'not IP': 0, 'not TCP': 0, 'cut off': 0, unknown: 0 },
  connections: 0,
  otherConnections: 0,
  others: { tls: 0, webSocket: 0, cut: 0, unknown: 0 },
  shortened: 0,
  packets: 0,
  missingBytes: 0,
  unreadBytes: 0,
};

test('what was imported is told with what was not, and why', () => {
  const told = importWords(
    {
      summary: {
        ...summary,
        packets: 44,
        connections: 1,
        otherConnections: 4,
        others: { tls: 1, webSocket: 1, cut: 1, unknown: 1 },
        passedOver: { ...summary.passedOver, fragment: 2, 'not TCP': 9 },
        shortened: 1,
        missingBytes: 10,
        unreadBytes: 1,
      },
      cutOff: 7,
      isEmpty: false,
    },
    'lab\u001b.pcap',
    'recording-1',
  );

  expect(told).toEqual([
    'lab\\u{1b}.pcap (recording-1): 44 MQTT packets of 1 connection, from 171 packets of the network.',
    'Without MQTT over plain TCP: 4 connections (1 encrypted by TLS; 1 in WebSocket, which is not read; 1 of which too little was captured to tell: try --port; 1 with something else).',
    'Packets passed over: 2 in fragments of IP; 9 not of TCP.',
    '1 packet is there only in part: the capture was told to cut them.',
    '10 bytes are not in the capture.',
    '1 byte could not be read as MQTT packets.',
    'The file ends in the middle of a packet; all before that is kept.',
  ]);
});

test('why nothing was kept is told', () => {
  const told = [
    importWords({ summary, cutOff: 0, isEmpty: true }, 'a', 'x'),
    importWords({ summary: { ...summary, captured: 0 }, cutOff: 0, isEmpty: true }, 'a', 'x'),
    importWords(
      { summary: { ...summary, captured: 0 }, cutOff: 0, isEmpty: true, problem: 'The file is empty.' },
      'a',
      'x',
    ),
  ];

  expect(told).toEqual([
    ['There is no MQTT over plain TCP among the 171 packets of a, so nothing was kept.'],
    ['There are no packets in a.'],
    ['Nothing of a could be read.', 'The file is empty.'],
  ]);
});
