import { expect, test } from 'vitest';
import { matches } from '../../app/mqtt/topic.ts';
import { FilterTree } from './filter-tree.ts';

const levels = ['', 'a', 'b', '$a', '+'];
const names = levels.slice(0, -1);

/** All of up to three levels. */
function texts(of: readonly string[]): readonly string[] {
  const two = of.flatMap((one) => of.map((other) => `${one}/${other}`));
  return [...of, ...two, ...two.flatMap((one) => of.map((other) => `${one}/${other}`))].filter(
    (text) => text !== '',
  );
}

test('a topic finds the filters that it falls under, and no others', () => {
  const filters = [...texts(levels), '#', ...texts(levels).map((filter) => `${filter}/#`)];
  const tree = new FilterTree<string>();
  for (const filter of filters) tree.add(filter, filter);

  for (const topic of texts(names)) {
    const expected = filters.filter((filter) => matches(filter, topic));
    expect(tree.under(topic).toSorted(), topic).toEqual(expected.toSorted());
  }
});
