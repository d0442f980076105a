import { expect, test } from 'vitest';
import { exchangeKind, outcome, outcomes } from '../../../app/contract/areas/trace/states.ts';
import { rowsOf } from '../testing/traces-page.ts';
import { transitions } from './machines.ts';
import { eventWords, stateWords } from './testing/words.ts';
import type { Transition } from './transition.ts';

/** A row of the page may be for several things that come. */
function inPage(): readonly string[] {
  return rowsOf('exchange').flatMap(([kinds, from, events = '', to, ends]) =>
    events.split(', ').map((event) => [kinds, from, event, to, ends].join(' | ')),
  );
}

function inCode({ kinds, from, on, to, outcome: ends, clause, isResend }: Transition): string {
  const [in5 = '', before = ''] = clause ?? [];
  const cited = in5 === before ? `\`${in5}\`` : `\`${in5}\`, before 5.0 \`${before}\``;
  const what = clause === undefined ? ends : `${ends}: ${cited}`;
  const cells = [kinds.join(', '), stateWords[from], eventWords[on], stateWords[to]];
  return [...cells, isResend === true ? `${what}, resent` : what].join(' | ');
}

test('the page has the states that the code has', () => {
  expect(inPage().toSorted()).toEqual(transitions.map(inCode).toSorted());
});

test('the page has the outcomes that the code has', () => {
  const code = outcome.options.map((name) => [
    name,
    outcomes[name].words,
    outcomes[name].isEnd ? 'yes' : 'no',
    outcomes[name].meaning,
  ]);

  expect(rowsOf('outcome')).toEqual(code);
});

test('every kind of exchange can begin, and every state be left', () => {
  const beginning = new Set(transitions.filter(({ from }) => from === 'none').flatMap(({ kinds }) => kinds));
  const dead = transitions
    .filter(({ to }) => to !== 'over')
    .filter(({ kinds, to }) => kinds.some((kind) => !isLeft(kind, to)));

  expect([...beginning].toSorted()).toEqual(exchangeKind.options.toSorted());
  expect(dead).toEqual([]);
});

test('a state is left in one way by each thing that comes', () => {
  const steps = transitions.flatMap(({ kinds, from, on }) => kinds.map((kind) => `${kind} ${from} ${on}`));

  expect(new Set(steps).size).toBe(steps.length);
});

function isLeft(kind: string, state: string): boolean {
  return transitions.some(
    (row) => row.kinds.some((other) => other === kind) && row.from === state && row.to !== state,
  );
}
