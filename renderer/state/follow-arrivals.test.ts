import { expect, test } from 'vitest';
import type { ArrivalList, Arrivals } from './arrival-list.ts';
import { noArrivals } from './arrival-list.ts';
import type { FeedSlot } from './feed-slot.ts';
import { followArrivals } from './follow-arrivals.ts';

interface Asked {
  readonly of: string;
  readonly filter: string;
  readonly from: number;
}

function setup() {
  let list: ArrivalList<Arrivals> = noArrivals;
  const asked: string[] = [];
  let give: (value: Arrivals) => void = () => undefined;
  const change = (changed: Partial<ArrivalList<Arrivals>>): void => {
    list = { ...list, ...changed };
  };
  const slot: FeedSlot<Asked> = {
    follow: (params) => asked.push(params === undefined ? 'end' : `follow ${params.from}`),
    move: (params) => asked.push(`move ${params.from}`),
  };
  const follow = followArrivals<Asked, Arrivals>({
    slot: (onValue) => {
      give = onValue;
      return slot;
    },
    subjectOf: ({ of }) => of,
    narrowingOf: ({ filter }) => filter,
    began: change,
    came: change,
    ended: change,
  });
  return {
    follow,
    give: (first: number, end: number, counting = false) => give({ first, end, counting }),
    asked,
    now: () => list,
    change,
  };
}

test('another window onto the same list is a move, and changes nothing of it', () => {
  const { follow, give, asked, now, change } = setup();
  follow({ of: 'plant', filter: '', from: 0 });
  give(-5, 3);
  change({ mode: 'held' });

  follow({ of: 'plant', filter: '', from: 40 });

  expect(asked).toEqual(['end', 'follow 0', 'move 40']);
  expect(now()).toMatchObject({ value: { first: -5, end: 3 }, mode: 'held' });
});

test('what is on screen stays while another filter is typed, and goes with what it was of', () => {
  const { follow, give, now } = setup();
  follow({ of: 'plant', filter: '', from: 0 });
  give(-5, 3);

  follow({ of: 'plant', filter: 'oven', from: 0 });
  const filtered = now();
  follow({ of: 'house', filter: 'oven', from: 0 });

  expect([filtered.value, now().value]).toEqual([{ first: -5, end: 3, counting: false }, undefined]);
});

test('rows went where the lowest number rises, not where older ones are still being counted', () => {
  const { follow, give, now } = setup();
  follow({ of: 'plant', filter: '', from: 0 });

  const evicted = [-5, -90, -70].map((first) => {
    give(first, 3);
    return now().evicted;
  });
  follow({ of: 'plant', filter: 'oven', from: 0 });

  expect([evicted, now().evicted]).toEqual([[0, 0, 20], 0]);
});

test('no rows went where they are numbered or counted anew', () => {
  const { follow, give, now } = setup();
  follow({ of: 'plant', filter: '', from: 0 });

  const evicted = [() => give(-90, 3), () => give(-10, 0, true), () => give(-93, 0), () => give(-40, 0)].map(
    (step) => {
      step();
      return now().evicted;
    },
  );

  expect(evicted).toEqual([0, 0, 0, 53]);
});
