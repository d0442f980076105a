import type { HistoryParams, HistoryValue } from '../../app/contract/areas/history.ts';
import type { Client } from '../../app/contract/connect.ts';
import { cpuTime } from '../broker/cpu-time.ts';
import { lab } from '../history/messages.ts';

/** What one search took: ms until the first rows came and until all was looked at, and ms of the app's processor time. */
export interface Searched {
  readonly first: number;
  readonly all: number;
  readonly cpu: number;
  readonly rows: number;
}

const window = { at: 'end', count: 40 } as const;

/** A history feed as the page has it. */
class Feed {
  readonly #watch: { update(params: HistoryParams): void; stop(): void };
  #tell: (value: HistoryValue) => void = () => undefined;
  /** What it said last, to these parameters. */
  #last: HistoryValue | undefined;

  constructor(client: Client, filter: string, isStopped = false) {
    this.#watch = client.watch('history', paramsOf(filter, isStopped), {
      value: (value) => {
        this.#last = value;
        this.#tell(value);
      },
      ended: ({ message }) => {
        throw new Error(message);
      },
    });
  }

  until(holds: (value: HistoryValue) => boolean): Promise<HistoryValue> {
    return new Promise((resolve) => {
      this.#tell = (value) => {
        if (value.problem !== undefined) throw new Error(value.problem.message);
        if (holds(value)) resolve(value);
      };
      if (this.#last !== undefined) this.#tell(this.#last);
    });
  }

  change(filter: string, isStopped = false): void {
    this.#last = undefined;
    this.#watch.update(paramsOf(filter, isStopped));
  }

  close(): void {
    this.#watch.stop();
  }
}

function paramsOf(filter: string, isStopped: boolean): HistoryParams {
  return { source: lab, branch: true, filter, isStopped, window };
}

/** Searches all that is stored. */
export async function search(client: Client, pid: number, filter: string): Promise<Searched> {
  const used = cpuTime(pid);
  const began = performance.now();
  const feed = new Feed(client, filter);
  await feed.until(({ rows, counting }) => rows.length > 0 || !counting);
  const first = performance.now() - began;
  const { first: oldest, end } = await feed.until(({ counting }) => !counting);
  const all = performance.now() - began;
  feed.close();
  return { first, all, cpu: (cpuTime(pid) - used) / 1000, rows: end - oldest };
}

/** Milliseconds from a press on Stop to the value that says so, in the middle of a search. */
export async function stopSearch(client: Client, filter: string): Promise<number> {
  const feed = new Feed(client, filter);
  await feed.until(({ looked }) => looked.records > looked.of / 20);
  const began = performance.now();
  feed.change(filter, true);
  await feed.until(({ counting }) => !counting);
  const taken = performance.now() - began;
  feed.close();
  return taken;
}

/** Milliseconds from another filter, in the middle of a search, to its first rows. */
export async function changeSearch(client: Client, filter: string, other: string): Promise<number> {
  const feed = new Feed(client, filter);
  await feed.until(({ looked }) => looked.records > looked.of / 20);
  const began = performance.now();
  feed.change(other);
  await feed.until(({ rows }) => rows.length > 0);
  const taken = performance.now() - began;
  feed.close();
  return taken;
}

/** Waits until the source is open and all of it counted: what the first window of a session does. */
export async function openSource(client: Client): Promise<number> {
  const feed = new Feed(client, '');
  const { first, end } = await feed.until(({ counting }) => !counting);
  feed.close();
  return end - first;
}
