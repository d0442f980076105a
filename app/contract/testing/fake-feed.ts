import { defaultThresholds } from '../areas/trace/thresholds.ts';
import type { FeedParams, FeedValue } from '../contract-types.ts';
import type { FeedSource } from '../feed-source.ts';

type Params = FeedParams<'settings'>;
type Value = FeedValue<'settings'>;

/** The `settings` feed behind a switch: its value is a number that the test counts up. */
export class FakeFeed {
  reads = 0;
  closed = 0;
  updates = 0;
  current = 0;
  readonly #changed = new Set<() => void>();

  /** Sources that were made and not closed. */
  get live(): number {
    return this.#changed.size;
  }

  readonly open = (_params: Params, changed: () => void): FeedSource<Params, Value> => {
    this.#changed.add(changed);
    return {
      update: () => {
        this.updates += 1;
      },
      read: () => {
        this.reads += 1;
        return settingsNumbered(this.current);
      },
      close: () => {
        this.#changed.delete(changed);
        this.closed += 1;
      },
    };
  };

  set(value: number): void {
    this.current = value;
    for (const changed of this.#changed) changed();
  }
}

export function settingsNumbered(number: number): Value {
  return {
    settings: {
      theme: 'system',
      density: 'compact',
      historyBudget: 16_000_000,
      dataFolder: '',
      keepBrokerState: false,
      traces: true,
      findingMutes: [],
      findingThresholds: defaultThresholds,
      singleKeys: true,
      showsComposer: true,
      panes: { number: [number] },
    },
    defaultDataFolder: '/data',
  };
}

export function numberOf(value: Value): number | undefined {
  return value.settings.panes['number']?.[0];
}
