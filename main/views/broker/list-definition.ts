/** What one of the broker's lists is made of: everything that differs between clients, sessions, topics. */
export interface ListDefinition<Item extends object, Row> {
  /** How many there are. */
  readonly count: () => number;
  /** All of them; the walk rests now and then. */
  readonly items: () => Iterable<Item>;
  /** Another value when something has come or gone. */
  readonly membership: () => unknown;
  readonly isGone: (item: Item) => boolean;
  /** Which items a filter lets through; undefined for all. */
  readonly matcher: (filter: string) => ((item: Item) => boolean) | undefined;
  /** By the name of the column; the first one holds for names that are not there. */
  readonly columns: ReadonlyMap<string, ListColumn<Item>>;
  readonly row: (item: Item, key: number) => Row;
}

export interface ListColumn<Item> {
  /** The same kind for all items. */
  readonly value: (item: Item) => number | string;
  /** The value changes while the item is there. */
  readonly isVolatile: boolean;
}

/** All words have to stand somewhere in the text. */
export function wordMatcher(filter: string): ((text: string) => boolean) | undefined {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  return (text) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}

/** A column whose values stay, and one whose values change. */
export function fixed<Item>(value: ListColumn<Item>['value']): ListColumn<Item> {
  return { value, isVolatile: false };
}

export function volatile<Item>(value: ListColumn<Item>['value']): ListColumn<Item> {
  return { value, isVolatile: true };
}
