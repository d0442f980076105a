import type { StoredTimes } from '../reader-messages.ts';
import type { RowView } from '../row-view.ts';
import type { Selection } from '../selection.ts';
import { eachRecord, matcherOf, messageTest } from '../selection.ts';
import type { StoredUnits } from '../stored-units.ts';
import type { HashSeed } from '../topic-hash.ts';
import { axisOver, spread } from './time-axis.ts';
import { VolumeView } from './volume-view.ts';

interface Choice {
  readonly source: string;
  readonly selection: Selection;
}

/** Two views with the same text have the same rows. */
export function choiceOf({ source, selection }: Choice): string {
  const topic = selection.of === 'all' ? '' : Buffer.from(selection.topic).toString('hex');
  return JSON.stringify([source, selection.of, topic, selection.filter?.text]);
}

/** The views that say when messages came. */
export class TimeViews {
  readonly views = new Map<number, VolumeView>();
  readonly #choices = new Map<number, string>();
  readonly #units: StoredUnits;
  readonly #seed: HashSeed;

  constructor(units: StoredUnits, seed: HashSeed) {
    this.#units = units;
    this.#seed = seed;
  }

  open(view: number, choice: Choice): void {
    const { source, selection } = choice;
    const { countIn } = matcherOf(selection, this.#seed);
    const messages = {
      countIn: (summary: Parameters<typeof countIn>[0]) => countIn({ ...summary, marks: 0 }),
      find: eachRecord(messageTest(selection)),
    };
    this.views.set(view, new VolumeView(this.#units, source, messages));
    if (selection.filter !== undefined) this.#choices.set(view, choiceOf(choice));
  }

  close(view: number): void {
    this.views.delete(view);
    this.#choices.delete(view);
  }

  /** `rowsOf`: the view that looks for the rows of a filtered choice, if there is one. */
  read(
    view: number,
    buckets: number,
    rowsOf: (choice: string) => RowView | undefined,
  ): StoredTimes | undefined {
    const open = this.views.get(view);
    const counts = open?.read();
    const axis = counts === undefined ? undefined : axisOver(counts, buckets);
    if (open === undefined || counts === undefined || axis === undefined) return undefined;
    const choice = this.#choices.get(view);
    const rows = choice === undefined ? undefined : rowsOf(choice);
    return {
      from: axis.from,
      width: axis.width,
      volume: spread(counts, axis),
      matches: rows === undefined ? undefined : spread(rows.times(), axis),
      counting: open.isCounting || rows?.isCounting === true,
    };
  }
}
