import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FaultSet } from '../../../app/contract/areas/broker/fault.ts';
import { faultRule } from '../../../app/contract/areas/broker/fault.ts';
import { readBrokerConfig } from '../../broker/config/read-broker-config.ts';
import { faultCallHandlers } from '../areas/broker/faults.ts';
import { FaultBook } from './fault-book.ts';

const context = { signal: new AbortController().signal };
const noBroker = { broker: undefined, onChange: () => () => undefined };
const rule = (name: string) =>
  faultRule.parse({ name, enabled: true, packets: ['puback'], direction: 'sent', fault: { kind: 'drop' } });

async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-faults-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const book = await FaultBook.open(folder, noBroker);
  return { folder, book, calls: faultCallHandlers(book) };
}

test('rules are kept over a restart, and the switch is not', async () => {
  const { folder, book } = await setup();
  await book.put(rule('one'), undefined);
  await book.put(rule('two'), undefined);
  book.switch(true);
  await book.put({ ...rule('three'), times: 3 }, 'one');

  const again = await FaultBook.open(folder, noBroker);

  const rules = [{ ...rule('three'), times: 3 }, rule('two')];
  expect([book.set, again.set]).toEqual<FaultSet[]>([
    { on: true, rules },
    { on: false, rules },
  ]);
});

test('a rule does not take the name of another', async () => {
  const { book } = await setup();
  await book.put(rule('one'), undefined);
  await book.put(rule('two'), undefined);

  const answers = [await book.put(rule('one'), undefined), await book.put(rule('one'), 'two')];

  expect([answers, book.rules.map(({ name }) => name)]).toEqual([
    ['Another rule is called "one".', 'Another rule is called "one".'],
    ['one', 'two'],
  ]);
});

test('a rule that could not be written holds, which is told beside the rules and is no failure of the change', async () => {
  const { folder, book, calls } = await setup();
  // A file cannot take the place of a folder.
  await mkdir(path.join(folder, 'faults.json', 'kept'), { recursive: true });

  const put = await calls['faults.put']({ rule: rule('one'), replaces: undefined }, context);
  const problem = book.problem;
  await rm(path.join(folder, 'faults.json'), { recursive: true });
  await calls['faults.put']({ rule: rule('two'), replaces: 'one' }, context);

  expect([put, problem, book.problem]).toEqual([
    { ok: true, value: {} },
    expect.stringMatching(/^The rules hold, but could not be saved: /),
    undefined,
  ]);
  expect((await FaultBook.open(folder, noBroker)).rules).toEqual([rule('two')]);
});

test('an exported file is a configuration of the broker alone, off, and is imported with every rule off', async () => {
  const { folder, book, calls } = await setup();
  await book.put(rule('one'), undefined);
  const exported = await calls['faults.export']({}, context);
  if (!exported.ok) throw new Error(exported.error.message);
  const file = path.join(folder, 'broker.json');
  await writeFile(file, exported.value.text);

  const config = await readBrokerConfig(file);
  const imported = await calls['faults.import'](exported.value, context);

  expect(config.ok && config.value.faults).toEqual({ on: false, rules: [rule('one')] });
  expect([imported, book.rules]).toEqual([
    { ok: true, value: { added: 1 } },
    [rule('one'), { ...rule('one'), name: 'one (2)', enabled: false }],
  ]);
});

test('what is wrong in a file is said with its place, and nothing of it is taken', async () => {
  const { book, calls } = await setup();
  const text = JSON.stringify({
    faults: { rules: [{ name: 'one', packets: ['publsh'], fault: { kind: 'delay', millisecond: 5 } }] },
  });

  const answers = [
    await calls['faults.import']({ text }, context),
    await calls['faults.import']({ text: '{' }, context),
  ];

  expect(answers.map((answer) => (answer.ok ? '' : answer.error.message))).toEqual([
    expect.stringMatching(/faults\.rules\[0\]\.packets\[0\]: .*faults\.rules\[0\]\.fault\.milliseconds: /),
    expect.stringMatching(/^The file is no JSON: /),
  ]);
  expect(book.rules).toEqual([]);
});

test('a broken file is kept aside and said', async () => {
  const { folder } = await setup();
  await writeFile(path.join(folder, 'faults.json'), '{ "rules": 1 }');

  const book = await FaultBook.open(folder, noBroker);

  expect([book.rules, book.problem]).toEqual([
    [],
    expect.stringMatching(/^faults\.json was broken .*kept as /),
  ]);
  const aside = String(book.problem?.split(' kept as ')[1]);
  expect(await readFile(aside, 'utf8')).toBe('{ "rules": 1 }');
});
