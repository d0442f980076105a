import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TraceListParams, TraceListValue } from '../../app/contract/areas/trace/trace.ts';
import type { Client } from '../../app/contract/connect.ts';
import { encode } from '../../app/mqtt/encode.ts';
import { createRecorder } from '../../main/capture/recorder.ts';
import { noCounter } from '../../main/capture/topic-counter.ts';
import { brokerSource } from '../../main/engine/source-list.ts';
import { openHistory } from '../../main/history/history.ts';
import { end, startLine } from '../broker/contenders.ts';
import { openWindow } from '../capture/app.ts';
import type { Figure } from '../frame/figure.ts';
import { atMost, spread } from '../frame/figure.ts';
import { timeOf } from '../history/writer.ts';

/** Milliseconds until there are rows, and until a search that is not wanted any more has made way. */
const firstGoal = 100;
/** Bytes that may wait for the disk. */
const queue = 8 * 1_048_576;

const filters = [
  { name: 'regular expression', text: '~/"seq":\\d*77,/' },
  { name: 'JSON path', text: '$.rpm>1998' },
] as const;

/** What is searched for when another filter comes; there is nothing of either. */
const vain = [
  { name: 'a filter', text: '$.rpm>5000' },
  // Words can be parted in more ways than anybody can try, and no text is in it that could be looked for first.
  { name: 'a regular expression that means harm', text: '~/"(\\w+\\s?)+[!?]/' },
] as const;

/** What the list of a million exchanges at QoS 1 takes to be narrowed by a filter, in a window of the web host. */
export async function measureFilters(exchanges: number, rounds: number): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
  try {
    await fill(folder, exchanges);
    told('stored');
    const args = ['scripts/web.mjs', '--port', '0', '--data', folder, '--no-open'];
    const { child, line } = await startLine(process.execPath, args);
    const window = await openWindow(line.url ?? '');
    try {
      return await measureAll(window.client, exchanges, rounds);
    } finally {
      window.close();
      await end(child);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureAll(client: Client, exchanges: number, rounds: number): Promise<readonly Figure[]> {
  const whole = new List(client, '');
  await whole.until(({ counting, end: last, first }) => !counting && last - first >= exchanges);
  whole.close();
  told('traced');
  const figures: Figure[] = [];
  const what = `filter over ${exchanges.toLocaleString('en')} exchanges`;
  for (const filter of filters) {
    figures.push(...(await measure(client, what, filter, rounds)));
    told(filter.name);
  }
  for (const { name, text } of vain) {
    const title = `${what}, in the middle of ${name}: first rows of another one`;
    figures.push(atMost(firstGoal, title, 'ms', await changes(client, text, rounds)));
    told(name);
  }
  return figures;
}

async function measure(
  client: Client,
  what: string,
  { name, text }: (typeof filters)[number],
  rounds: number,
): Promise<readonly Figure[]> {
  const [firsts, alls]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const list = new List(client, text);
    await list.until(({ rows }) => rows.length > 0);
    firsts.push(performance.now() - began);
    await list.until(({ counting }) => !counting);
    alls.push(performance.now() - began);
    list.close();
  }
  return [
    atMost(firstGoal, `${what}, ${name}: first rows`, 'ms', firsts),
    spread(`${what}, ${name}: all`, 'ms', alls),
  ];
}

async function changes(client: Client, text: string, rounds: number): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const list = new List(client, text);
    await list.until(({ looked }) => looked.exchanges > looked.of / 200);
    const began = performance.now();
    list.turnTo('$.rpm>1998');
    await list.until(({ rows }) => rows.length > 0);
    taken.push(performance.now() - began);
    list.close();
  }
  return taken;
}

function told(what: string): void {
  process.stderr.write(`${what} is done\n`);
}

/** A list as the page has it. */
class List {
  readonly #watch: { update(params: TraceListParams): void; stop(): void };
  #tell: (value: TraceListValue) => void = () => undefined;
  #last: TraceListValue | undefined;

  constructor(client: Client, filter: string) {
    this.#watch = client.watch('trace.list', paramsOf(filter), {
      value: (value) => {
        this.#last = value;
        this.#tell(value);
      },
      ended: ({ message }) => {
        throw new Error(message);
      },
    });
  }

  until(holds: (value: TraceListValue) => boolean): Promise<TraceListValue> {
    return new Promise((resolve) => {
      this.#tell = (value) => {
        if (value.problem !== undefined) throw new Error(value.problem.message);
        if (holds(value)) resolve(value);
      };
      if (this.#last !== undefined) this.#tell(this.#last);
    });
  }

  turnTo(filter: string): void {
    this.#last = undefined;
    this.#watch.update(paramsOf(filter));
  }

  close(): void {
    this.#watch.stop();
  }
}

function paramsOf(filter: string): TraceListParams {
  return { source: brokerSource, filter, deliveries: false, window: { at: 'end', count: 40 } };
}

/** As the embedded broker would have stored them. */
async function fill(folder: string, exchanges: number): Promise<void> {
  const data = join(folder, 'data');
  mkdirSync(data);
  const opened = await openHistory({ folder: data, budget: 4e9, log: () => undefined });
  if (!opened.ok) throw new Error(opened.message);
  const { history } = opened;
  const recorder = createRecorder({
    source: brokerSource,
    clock: { now: () => 0 },
    index: noCounter,
    store: history.sink(brokerSource),
    log: () => undefined,
    marksLinks: false,
  });
  const link = recorder.linkOpened({ address: '127.0.0.1:50000', transport: 'tcp' }, timeOf(0));
  for (let number = 1; number <= exchanges; number += 1) {
    const id = 1 + (number % 65_535);
    recorder.packet(link, 'received', 4, publish(number, id), timeOf(number));
    recorder.packet(link, 'sent', 4, Uint8Array.of(0x40, 2, id >> 8, id & 0xff), timeOf(number) + 20);
    if (number % 1_024 === 0) while (history.state().queuedBytes > queue) await nextTurn();
  }
  recorder.close();
  while (history.storedTo(brokerSource) < recorder.lastSequence()) await nextTurn();
  await history.close();
}

function publish(number: number, id: number): Uint8Array {
  const payload = JSON.stringify({
    seq: number,
    device: `press-${(number * 7) % 977}`,
    rpm: (number * 7_919) % 2_000,
    state: 'running without anything to say about it',
  });
  const message = {
    type: 'publish',
    topic: `plant/line${number % 10}/machine${number % 1_000}`,
    qos: 1,
  } as const;
  const rest = { payload: Buffer.from(payload), retain: false, dup: false, id, properties: {} };
  return encode({ ...message, ...rest }, 4);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
