import { describe, expect, test } from 'vitest';
import { findTyped, typeLetter } from './typeahead.ts';

const names = ['oven', 'press', 'plant', 'Pump', 'tele'];

describe('typing in a list', () => {
  test('letters in quick succession search together, and begin anew after a pause', () => {
    const first = typeLetter(undefined, 'P', 0);
    const second = typeLetter(first, 'l', 300);

    expect(second).toEqual({ letters: 'pl', at: 300 });
    expect(typeLetter(second, 't', 1300)).toEqual({ letters: 't', at: 1300 });
  });

  test('one letter goes to the next name that begins with it, around the end', () => {
    expect(findTyped(names, 1, 'p')).toBe(2);
    expect(findTyped(names, 3, 'p')).toBe(1);
  });

  test('the same letter again steps on', () => {
    expect(findTyped(names, 2, 'pp')).toBe(3);
  });

  test('more letters stay where they fit', () => {
    expect(findTyped(names, 2, 'pl')).toBe(2);
    expect(findTyped(names, 0, 'pu')).toBe(3);
    expect(findTyped(names, 0, 'x')).toBeUndefined();
    expect(findTyped([], -1, 'x')).toBeUndefined();
  });
});
