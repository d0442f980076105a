import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { CaptureImport } from '../../trace-files/capture-import.ts';
import { notedSink } from '../../trace-files/testing/noted-sink.ts';
import { tshark } from '../../trace-files/testing/tshark.ts';
import { exported, lines } from '../testing/exported.ts';
import { importFile, makeFolder, startEngine } from '../testing/running-engine.ts';

const fixture = path.join(import.meta.dirname, '../../trace-files/testing/mosquitto.pcapng');

async function imported() {
  const { client } = await startEngine(await makeFolder());
  const file = await readFile(fixture);
  const { source } = await importFile(client, 'lab.pcapng', file);
  return { client, source, file };
}

function told(file: Uint8Array) {
  const { sink, lines: noted, times } = notedSink();
  const capture = new CaptureImport(sink);
  capture.push(file);
  capture.end();
  capture.work();
  return { noted: noted.filter((line) => !line.includes('opened')), times };
}

test('a source is exported as pcapng with every packet and its time, and as lines', async () => {
  const { client, source, file } = await imported();

  const everything = { kind: 'range' } as const;
  const capture = await exported(client, source, 'pcapng', everything);
  const text = await exported(client, source, 'jsonl', everything);

  expect(told(capture.file).times).toEqual(told(file).times);
  expect(told(capture.file).noted.filter((line) => !line.includes('closed'))).toEqual(
    told(file).noted.filter((line) => !line.includes('closed')),
  );
  expect(capture.fileName).toBe('topicscope-lab-pcapng.pcapng');
  // Links that were opened and closed are records as well.
  expect(capture.progress).toEqual({ packets: 54, exchanges: 0, looked: 71, of: 71, cut: 0, uncrossed: 0 });
  const packets = lines(text.file).filter(({ type }) => type === 'packet');
  expect(packets.map(({ time }) => time)).toEqual(told(file).times);
  expect(packets.find(({ packet }) => packet === 'publish')).toMatchObject({
    client: 'one',
    direction: 'received',
    version: '5.0',
    fields: { topic: 'lab/a', qos: 0, payload: { text: '{"value":21.5}' } },
  });
});

test('between two times only what was seen then is exported', async () => {
  const { client, source, file } = await imported();
  const { times } = told(file);
  const [from, to] = [times[20] ?? 0, times[30] ?? 0];

  const capture = await exported(client, source, 'jsonl', { kind: 'range', from, to });

  const seen = lines(capture.file).filter(({ type }) => type === 'packet');
  expect(seen.map(({ time }) => time)).toEqual(times.filter((time) => time >= from && time <= to));
});

test('what a filter lets through is exported as exchanges and their packets, in every format', async () => {
  const { client, source } = await imported();
  const of = { kind: 'list', filter: 'client:three', deliveries: false } as const;

  const text = await exported(client, source, 'jsonl', of);
  const capture = await exported(client, source, 'pcapng', of);
  const report = await exported(client, source, 'markdown', of);

  const all = lines(text.file);
  const exchanges = all.filter(({ type }) => type === 'exchange');
  expect(exchanges.map(({ kind, outcome }) => [kind, outcome])).toContainEqual(['publish', 'complete']);
  expect(new Set(all.filter(({ type }) => type === 'packet').map((line) => line['client']))).toEqual(
    new Set(['three']),
  );
  const frames = await tshark(capture.file, ['mqtt.msgtype', 'mqtt.topic']);
  const types = frames.flatMap((frame) => frame['mqtt.msgtype'] ?? []);
  expect(types).toEqual(['1', '2', '3', '5', '6', '7', '14']);
  expect(report.file.toString()).toContain('| `lab/c` | 2 | complete |');
  expect(report.file.toString()).toContain('sequenceDiagram');
});

test('an exchange is exported by itself, and what is gone or wrong is said', async () => {
  const { client, source } = await imported();
  const all = lines(
    (await exported(client, source, 'jsonl', { kind: 'list', filter: '', deliveries: false })).file,
  );
  const found = all.find(({ type, what }) => type === 'exchange' && JSON.stringify(what).includes('lab/c'));
  const exchange = z.number().parse(found?.['id']);

  const diagram = await exported(client, source, 'mermaid', { kind: 'exchange', exchange });
  const wrong = await client.call('export.begin', {
    source,
    format: 'jsonl',
    of: { kind: 'list', filter: 'qos:9', deliveries: false },
  });

  expect(diagram.fileName).toBe(`topicscope-lab-pcapng-${exchange}.mmd`);
  expect(diagram.file.toString()).toMatch(
    /^sequenceDiagram\n {2}participant p0 as three 127\.0\.0\.1#58;\d+\n/,
  );
  expect(diagram.file.toString().match(/[^-]->>/g)).toHaveLength(4);
  expect(wrong.ok && wrong.value.kind).toBe('wrong filter');
  await expect(exported(client, source, 'jsonl', { kind: 'exchange', exchange: 99_999 })).rejects.toThrow(
    'The history has let go of this exchange.',
  );
});

test('a file that is not wanted further is not made, and of many that are begun the oldest gives way', async () => {
  const { client, source } = await imported();
  const begin = async () => {
    const begun = await client.call('export.begin', { source, format: 'jsonl', of: { kind: 'range' } });
    return begun.ok && begun.value.kind === 'begun' ? begun.value.job : -1;
  };
  const [first, ...others] = [await begin(), await begin(), await begin(), await begin(), await begin()];
  await client.call('export.stop', { job: others[0] ?? -1 });

  const read = await Promise.all(
    [first ?? -1, ...others].map(async (job) => (await client.call('export.read', { job })).ok),
  );

  expect(read).toEqual([false, false, true, true, true]);
});
