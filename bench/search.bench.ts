// How soon a search over what is stored finds its first rows and is through, over the contract of the web host as a user
// starts it, with and without capture. Options: --quick (1 M messages instead of 10), --json, --write.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../app/contract/connect.ts';
import { openEngineClient, startBroker } from '../e2e/fixtures/engine-client.ts';
import { openHistory } from '../main/history/history.ts';
import { end, startLine } from './broker/contenders.ts';
import type { Figure } from './frame/figure.ts';
import { atMost, beside, median, spread } from './frame/figure.ts';
import { watchMachine } from './frame/measured-on.ts';
import { tell } from './frame/tell.ts';
import { programVersion } from './frame/versions.ts';
import { makeFrames } from './history/messages.ts';
import { timeOf, Writer } from './history/writer.ts';
import { grep, writeLines } from './search/lines.ts';
import { changeSearch, openSource, search, stopSearch } from './search/searching.ts';
import { publishSteadily } from './search/steady-load.ts';

const isQuick = process.argv.includes('--quick');
const messages = isQuick ? 1_000_000 : 10_000_000;
const rounds = isQuick ? 3 : 7;
/** Milliseconds that all of ten million may take. */
const goal = (6_000 * messages) / 10_000_000;
const firstGoal = 100;
const perSecond = 10_000;
/** Milliseconds of a page from one paint to the next value. */
const paintEvery = 1000 / 30;

const middle = [messages / 2, messages / 2 + 5_000].map((at) => new Date(timeOf(at) / 1000).toISOString());
interface Searched {
  readonly name: string;
  readonly filter: string;
  readonly hasGoal: boolean;
  /** The same for grep; it knows nothing of JSON or times. */
  readonly grep?: readonly string[];
}

const searches: readonly Searched[] = [
  { name: 'substring, few', filter: '"\\"seq\\":12345,"', hasGoal: true, grep: ['-F', '"seq":12345,'] },
  { name: 'substring, many', filter: 'press-90', hasGoal: true, grep: ['-F', 'press-90'] },
  {
    name: 'regular expression',
    filter: '~/press-9\\d5.*"rpm":14\\d7/',
    hasGoal: true,
    grep: ['-E', 'press-9[0-9]5.*"rpm":14[0-9]7'],
  },
  {
    name: 'regular expression without a text',
    filter: '~/[a-f]\\d[a-f]\\d/',
    hasGoal: false,
    grep: ['-E', '[a-f][0-9][a-f][0-9]'],
  },
  { name: 'JSON path', filter: '$.rpm>1480', hasGoal: false },
  { name: 'time range in the middle', filter: `time:${middle.join('..')}`, hasGoal: true },
];

const busyness = watchMachine();
const figures: Figure[] = [];
const folder = mkdtempSync(join(tmpdir(), 'topicscope-bench-'));
const lines = join(folder, 'lines');
try {
  await fill();
  await measureAll();
} finally {
  rmSync(folder, { recursive: true });
}
tell({
  bench: 'search',
  title: 'Search',
  about: `${messages.toLocaleString('en')} stored messages of 150 bytes of JSON over 1,000 topics, searched from a window on the web host with default settings; a window takes 30 values a second. Median and, in brackets, lowest and highest of ${rounds}. Processor time is that of the whole app. The reference is GNU grep over a file of the same messages, a line for each with topic and payload, not compressed, that the system has in its memory; in turns with ours. With capture, ${perSecond.toLocaleString('en')} messages a second come in through the local broker meanwhile.`,
  figures,
  busyness: busyness(),
  versions: [programVersion('grep')],
});

/** As the app would have stored them. */
async function fill(): Promise<void> {
  const data = join(folder, 'data');
  mkdirSync(data);
  const opened = await openHistory({ folder: data, budget: 4e9, log: () => undefined });
  if (!opened.ok) throw new Error(opened.message);
  const frames = makeFrames(20_000);
  await writeLines(lines, frames, messages);
  const writer = new Writer(opened.history, frames);
  await writer.write(messages);
  await writer.close();
  await opened.history.close();
}

async function measureAll(): Promise<void> {
  const args = ['scripts/web.mjs', '--port', '0', '--data', folder, '--no-open'];
  const { child, line } = await startLine(process.execPath, args);
  const { url = '', pid = 0 } = line;
  try {
    const { client } = await openEngineClient(url, (give) => void setTimeout(give, paintEvery));
    const stored = await openSource(client);
    if (stored !== messages) throw new Error(`${stored} of ${messages} messages are there`);
    for (const each of searches) await measure(client, pid, each, '');
    await measureEnds(client);
    const stop = await publishSteadily(await startBroker(url), perSecond);
    for (const each of searches.filter(({ hasGoal }) => hasGoal))
      await measure(client, pid, each, ', with capture');
    stop();
  } finally {
    await end(child);
  }
}

async function measure(
  client: Client,
  pid: number,
  { name, filter, hasGoal, grep: options }: Searched,
  when: string,
): Promise<void> {
  const taken = [];
  const references = [];
  for (let round = 0; round < rounds; round += 1) {
    taken.push(await search(client, pid, filter));
    if (options !== undefined) references.push(await grep(lines, options));
  }
  const title = `${name}${when}`;
  const first = taken.map((one) => one.first);
  const all = taken.map((one) => one.all);
  figures.push(
    atMost(firstGoal, `${title}: first rows`, 'ms', first),
    allBeside(
      hasGoal ? atMost(goal, `${title}: all`, 'ms', all) : spread(`${title}: all`, 'ms', all),
      all,
      references.map(({ took }) => took),
    ),
    spread(
      `${title}: processor time`,
      'ms',
      taken.map(({ cpu }) => cpu),
    ),
    foundBeside(
      spread(`${title}: found`, 'messages', [taken[0]?.rows ?? 0]),
      references.map(({ found }) => found),
    ),
  );
}

function allBeside(figure: Figure, all: readonly number[], references: readonly number[]): Figure {
  return references.length === 0 ? figure : beside(figure, all, references);
}

/** Both have to find the same. */
function foundBeside(figure: Figure, references: readonly number[]): Figure {
  if (references.length === 0) return figure;
  const reference = median(references);
  const holds = figure.value === reference;
  return { ...figure, reference, goal: reference, goalOf: 'value', wants: 'least', holds };
}

async function measureEnds(client: Client): Promise<void> {
  const stopped: number[] = [];
  const changed: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    stopped.push(await stopSearch(client, 'nothing-like-this'));
    changed.push(await changeSearch(client, 'nothing-like-this', 'press-90'));
  }
  figures.push(
    atMost(firstGoal, 'stopped in the middle', 'ms', stopped),
    atMost(firstGoal, 'another filter in the middle: its first rows', 'ms', changed),
  );
}
