import { expect, test } from 'vitest';
import type { TraceDetail, TraceStep } from '../../../app/contract/areas/trace/exchange.ts';
import { code, mermaidText, plain } from './hostile-text.ts';
import { markdownOf } from './markdown.ts';
import { mermaidOf } from './mermaid.ts';

const start = 1_700_000_000_000_000;

function step(packet: string, from: number, to: number, after: number, note = ''): TraceStep {
  return {
    sequence: 1,
    time: start + after,
    uncertainty: 0,
    from,
    to,
    kind: packet === '' ? 'lost' : 'packet',
    packet,
    packetId: 7,
    qos: packet === 'publish' ? 1 : undefined,
    dup: false,
    retain: false,
    reason: packet === 'puback' ? { code: 0x10, name: 'No matching subscribers' } : undefined,
    note: { text: note, cut: 0 },
    exchange: 1,
    isContext: false,
    certainty: 'known',
    faults: packet === 'puback' ? ['slow | radio: held'] : [],
  };
}

function detail(topic: string): TraceDetail {
  return {
    exchange: {
      id: 1,
      kind: 'publish',
      direction: 'received',
      time: start,
      client: 'pump-7',
      what: { text: topic, cut: 0 },
      qos: 1,
      packetId: 7,
      took: 5_004_321,
      outcome: 'no-subscriber',
      detail: '',
      resends: 0,
      findings: 0,
    },
    isJourney: false,
    participants: [
      { role: 'client', name: 'pump-7', part: 'publisher', address: '10.0.7.21:50412' },
      { role: 'broker', name: '', part: 'server', address: '' },
    ],
    steps: [
      step('publish', 0, 1, 0, `${topic} · 4 B`),
      step('puback', 1, 0, 5_004_321),
      step('', 0, 0, 6_000_000, 'lost'),
    ],
    stepsCut: 2,
    participantsCut: 0,
  };
}

const facts = { source: 'Local broker', versions: [['Topicscope', '1.2.3']] as const };

test('a report does not call a message complete alone that has not arrived', () => {
  const { exchange, ...rest } = detail('lab/a');
  const deliveries = { total: 1, done: 0, waiting: 1, failed: 0 };

  const text = markdownOf({ ...rest, exchange: { ...exchange, outcome: 'complete', deliveries } }, [], facts);

  expect(text).toContain('## PUBLISH `lab/a`: complete, 1 of 1 waiting');
  expect(text).toContain('- 1 delivery: 0 done, 1 waiting, 0 failed');
});

test('a report has summary, packets, diagram and versions', () => {
  expect(markdownOf(detail('lab/a'), [], facts)).toBe(`## PUBLISH \`lab/a\`: no-subscriber

- Source \`Local broker\`, client \`pump-7\`
- 2023-11-14T22:13:20.000000Z, took 5,004.321 ms, QoS 1, packet identifier 7
- **no-subscriber**: The broker took the message, and no subscription matched it.

### Packets

|  | time | after | from | to | packet |  | reason | note |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 1 | 22:13:20.000000Z | 0.000 ms | \`pump-7\` | \`broker\` | PUBLISH | QoS 1, id 7 |  | \`lab/a · 4 B\` |
| 2 | 22:13:25.004321Z | 5,004.321 ms | \`broker\` | \`pump-7\` | PUBACK | id 7 | \`0x10 No matching subscribers\` | \`fault: slow \\| radio: held\` |
| 3 | 22:13:26.000000Z | 6,000.000 ms | \`pump-7\` |  | lost | id 7 |  | \`lost\` |

2 more steps are not shown.

### Sequence

\`\`\`mermaid
sequenceDiagram
  participant p0 as pump#45;7 10.0.7.21#58;50412
  participant p1 as broker
  p0->>p1: PUBLISH QoS 1, id 7 / lab/a · 4 B / +0.000 ms
  p1->>p0: PUBACK id 7 / 0x10 No matching subscribers / slow #124; radio#58; held / +5,004.321 ms
  Note over p0: lost id 7 / lost / +6,000.000 ms
  Note over p0: 2 more steps
\`\`\`

### Versions

- \`Topicscope 1.2.3\`
`);
});

test('findings stand in a report with their weight, what they usually mean, what to try, and their clause', () => {
  const finding = {
    id: 1,
    kind: 'unacknowledged' as const,
    weight: 'error' as const,
    time: start,
    client: 'pump-7',
    topic: { text: 'lab/a', cut: 0 },
    what: 'PUBACK after 5,004 ms; usual for this client: 2 ms',
    count: 3,
    lastTime: start,
    packets: [1],
  };

  expect(markdownOf(detail('lab/a'), [finding], facts)).toContain(
    '### Findings\n\n- **error** unacknowledged (3 times): `pump-7`, `lab/a`, `PUBACK after 5,004 ms; usual for this client: 2 ms`\n' +
      '  The receiver is busy, blocks in its message handler, or waits for a disk or a database before it acknowledges. ' +
      'Look at what the receiver does between PUBLISH and its acknowledgement; acknowledge first or work elsewhere. ' +
      'MQTT-4.3.2-4, MQTT-4.3.3-8: the receiver must acknowledge what it has taken.\n',
  );
});

test.for([
  ['a`b', '``a`b``'],
  ['`', '`` ` ``'],
  ['a|b', '`a\\|b`'],
  ['a\\|<b>', '`a\\\\u{7c}<b>`'],
  ['<img src=x onerror=alert(1)>', '`<img src=x onerror=alert(1)>`'],
  ['a\nb\u202ec', '`a\\u{a}b\\u{202e}c`'],
  ['', '(empty)'],
  ['  ', '(spaces)'],
])('%j is nothing but text in Markdown', ([text = '', expected]) => {
  expect(code(text)).toBe(expected);
});

test('a topic cannot end the diagram, a line of it, or the fence around it', () => {
  const hostile = 'a;\nparticipant x\n```\n%%{init: {}}%%\n<script>#quot;end:';

  const diagram = mermaidOf(detail(hostile));

  expect(mermaidText(hostile)).not.toMatch(/[^\p{L}\p{N} /._,()+·→#;]/u);
  expect(diagram.trimEnd().split('\n')).toHaveLength(7);
  expect(markdownOf(detail(hostile), [], facts).match(/^```/gm)).toHaveLength(2);
});

test('a text that is too long says how much is missing', () => {
  expect(plain('x'.repeat(1_000))).toBe(`${'x'.repeat(300)}… (700 more)`);
});
