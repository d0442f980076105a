import { describe, expect, test } from 'vitest';
import { nodeId } from '../../app/contract/areas/tree.ts';
import { allClosed, allOpen, isOpen, withNodes } from './expansion.ts';

const [one, two] = [nodeId.parse(1), nodeId.parse(2)];

describe('an expansion', () => {
  test('names what is open while everything else is closed', () => {
    const opened = withNodes(allClosed, [one, two], true);

    expect(opened).toEqual({ base: 'closed', except: [1, 2] });
    expect(withNodes(opened, [one], false)).toEqual({ base: 'closed', except: [2] });
    expect(isOpen(opened, one)).toBe(true);
  });

  test('names what is closed while everything else is open', () => {
    const closed = withNodes(allOpen, [one], false);

    expect(closed).toEqual({ base: 'open', except: [1] });
    expect([isOpen(closed, one), isOpen(closed, two)]).toEqual([false, true]);
  });

  test('stays the same value when nothing changes', () => {
    expect(withNodes(allOpen, [one], true)).toBe(allOpen);
  });

  test('keeps within the bound of the contract', () => {
    const many = Array.from({ length: 10_050 }, (_, index) => nodeId.parse(index));

    const { except } = withNodes(allClosed, many, true);

    expect([except.length, except[0]]).toEqual([10_000, 50]);
  });
});
