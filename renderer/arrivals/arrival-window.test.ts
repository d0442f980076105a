import { describe, expect, test } from 'vitest';
import { isAtNewest, newestTop, placeOfRow, planWindow, rowAtPlace, stillTop } from './arrival-window.ts';

const newestFirst = { first: -1000, end: 20, isNewestFirst: true };
const oldestFirst = { ...newestFirst, isNewestFirst: false };

describe('a window onto rows in order of arrival', () => {
  test('a row has a place in either order, and the other way round', () => {
    expect([placeOfRow(19, newestFirst), placeOfRow(-1000, newestFirst)]).toEqual([0, 1019]);
    expect([placeOfRow(19, oldestFirst), placeOfRow(-1000, oldestFirst)]).toEqual([1019, 0]);
    expect([rowAtPlace(1, newestFirst), rowAtPlace(1, oldestFirst)]).toEqual([18, -999]);
  });

  test('the newest row shows at the upper edge or at the lower one', () => {
    expect([newestTop(newestFirst, 25.5), newestTop(oldestFirst, 25.5)]).toEqual([0, 994.5]);
    expect([isAtNewest(0, newestFirst, 25.5), isAtNewest(0.5, newestFirst, 25.5)]).toEqual([true, false]);
    expect([isAtNewest(994.5, oldestFirst, 25.5), isAtNewest(990, oldestFirst, 25.5)]).toEqual([true, false]);
  });

  test('rows that come do not push those that are read, however few there were', () => {
    const few = { first: 0, end: 3, isNewestFirst: true };
    const later = { ...few, end: 40 };

    expect([stillTop(0, 3, few, 25.5), stillTop(37, 3, later, 25.5)]).toEqual([0, 37]);
    expect([stillTop(30, 40, later, 25.5), stillTop(-1, 40, later, 25.5)]).toEqual([14.5, 0]);
  });

  test('while it follows, the end is asked for, and the same question serves again', () => {
    const asked = planWindow(undefined, 0, 25, newestFirst, 'live');

    expect(asked).toEqual({ at: 'end', count: 66 });
    expect(planWindow(asked, 0, 25, { ...newestFirst, end: 400 }, 'live')).toBe(asked);
  });

  test('while it stands still, rows that come ask for nothing', () => {
    const asked = planWindow(undefined, 200, 25, newestFirst, 'scrolled');
    const later = { ...newestFirst, end: 520 };

    expect(asked).toEqual({ at: 'row', from: -246, count: 106 });
    expect(planWindow(asked, 700, 25, later, 'scrolled')).toBe(asked);
  });

  test('scrolling towards an edge of the window asks for another', () => {
    const asked = planWindow(undefined, 200, 25, newestFirst, 'scrolled');

    expect(planWindow(asked, 210, 25, newestFirst, 'scrolled')).toBe(asked);
    expect(planWindow(asked, 240, 25, newestFirst, 'scrolled')).toEqual({
      at: 'row',
      from: -286,
      count: 106,
    });
  });

  test('nothing is asked for below the oldest row', () => {
    expect(planWindow(undefined, 994.5, 25.5, newestFirst, 'held')).toEqual({
      at: 'row',
      from: -1000,
      count: 107,
    });
  });
});
