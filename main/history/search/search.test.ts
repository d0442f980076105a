import { randomInt } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { matcherOf } from '../../../app/filter/match.ts';
import { parseFilter } from '../../../app/filter/parse.ts';
import type { Qos } from '../../../app/mqtt/packet.ts';
import type { History } from '../history.ts';
import type { Selection } from '../selection.ts';
import { lab, makeFolder, open, publish, readCounted, record, stored } from '../testing/history-bench.ts';

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Sent {
  readonly topic: string;
  readonly payload: string;
  readonly qos: Qos;
  readonly retain: boolean;
  readonly time: number;
  readonly sequence: number;
}

const words = [
  'press',
  'Press',
  'oven',
  'Öl',
  'E42',
  'error',
  '{"temp":71}',
  '{"temp":9,"mode":"auto"}',
  'naïve',
  '\u0000',
];

/** Some thousand messages of a few words each, some of them in blocks and some in the tail. */
async function filled(count: number): Promise<{ readonly history: History; readonly sent: readonly Sent[] }> {
  const { folder, remove } = makeFolder();
  const history = await open(folder);
  cleanUps.push(remove, () => history.close());
  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  recorder.linkIdentified(link, 'plc-7', 4);
  const any = (): string => words[randomInt(words.length)] ?? '';
  const sent = Array.from({ length: count }, (_, index): Sent => {
    const payload = randomInt(3) === 0 ? any() : `${any()} ${index} ${any()}`;
    const message = {
      topic: `plant/line-${index % 7}/${any().replaceAll('\u0000', 'x')}`,
      payload,
      qos: ([0, 1, 2] as const)[randomInt(3)] ?? 0,
      retain: randomInt(9) === 0,
      time: 1_000_000 + index * 1000,
    };
    const { topic, qos, retain, time } = message;
    const frame = publish(topic, payload, { qos, retain, id: qos === 0 ? 0 : 1 });
    recorder.packet(link, 'received', 4, frame, time);
    return { ...message, sequence: recorder.lastSequence() };
  });
  recorder.flush();
  await stored(history, recorder.lastSequence());
  return { history, sent };
}

async function found(history: History, selection: Selection): Promise<readonly number[]> {
  const rows = history.reader.openRows(lab, selection, () => undefined);
  const sequences: number[] = [];
  const { first, end } = await readCounted(rows, { at: 'end', count: 0 });
  for (let from = first; from < end; from += 200) {
    const read = await rows.read({ at: 'row', from, count: 200 });
    sequences.push(...(read?.rows ?? []).map(({ sequence }) => sequence));
  }
  rows.close();
  return sequences;
}

function expected(sent: readonly Sent[], text: string): readonly number[] {
  const parsed = parseFilter(text, 0);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const matches = matcherOf(parsed.filter);
  const through = sent.filter(({ topic, payload, qos, retain, time }) =>
    matches({
      topic,
      client: 'plc-7',
      qos,
      retain,
      dup: false,
      direction: 'received',
      size: Buffer.byteLength(payload),
      time,
      payloadText: () => payload,
      payloadJson: () => {
        try {
          return JSON.parse(payload);
        } catch {
          return undefined;
        }
      },
    }),
  );
  return through.map(({ sequence }) => sequence);
}

test('a search finds just what the filter says of each message, in blocks and in the tail', async () => {
  const { history, sent } = await filled(3000);
  const filters = [
    'press',
    'Press',
    'E42',
    'öl',
    'naïve',
    '"press 17"',
    'error or oven',
    'error qos:2',
    'not press',
    'plant/+/Press',
    'plant/line-3/#',
    'topic:oven payload:E42',
    'client:plc',
    'client:other',
    '~/E\\d2$/',
    '$.temp>70',
    '$.mode=auto or $.temp=71',
    'retain:yes',
    'size<6',
    'time:1970-01-01T00:00:01Z..1970-01-01T00:00:02Z',
    'direction:sent',
  ];

  for (const text of filters) {
    const here = await found(history, { of: 'all', filter: { text, now: 0 } });
    expect(here, text).toEqual(expected(sent, text));
  }
});

test('a filter narrows what is selected', async () => {
  const { history, sent } = await filled(1500);

  const topic = Buffer.from('plant/line-2');
  const here = await found(history, { of: 'branch', topic, filter: { text: 'press', now: 0 } });

  expect(here).toEqual(expected(sent, 'plant/line-2/# press'));
});

test('messages that come while it is open are found, and it says how far it has looked', async () => {
  const { history, sent } = await filled(600);
  const rows = history.reader.openRows(
    lab,
    { of: 'all', filter: { text: '"late one"', now: 0 } },
    () => undefined,
  );
  const before = await readCounted(rows, { at: 'end', count: 10 });

  const recorder = record(history);
  const link = recorder.linkOpened({ address: 'broker:1883', transport: 'tcp' }, 1);
  recorder.packet(link, 'received', 4, publish('a', 'a late one'), 9e9);
  recorder.flush();
  await stored(history, recorder.lastSequence());
  const after = await readCounted(rows, { at: 'end', count: 10 });

  expect(before).toMatchObject({
    first: 0,
    end: 0,
    looked: { records: sent.length + 1, of: sent.length + 1 },
  });
  expect(after.rows.map(({ row, sequence }) => [row, sequence])).toEqual([[0, recorder.lastSequence()]]);
});

test('a wrong filter finds nothing', async () => {
  const { history } = await filled(10);

  expect(await found(history, { of: 'all', filter: { text: '(', now: 0 } })).toEqual([]);
});
