import { describe, expect, test } from 'vitest';
import type { Field } from '../../app/mqtt/field.ts';
import { ancestorPaths, fieldAt, fieldMove, fieldRows } from './field-rows.ts';

const field = (name: string, start: number, end: number, fields: readonly Field[] = []): Field => ({
  name,
  value: '',
  clause: '',
  start,
  end,
  fields,
});
const fields = [
  field('Fixed header', 0, 2, [field('Flags', 0, 1, [field('QoS', 0, 1)]), field('Remaining Length', 1, 2)]),
  field('Topic Name', 2, 7),
];
const none: ReadonlySet<string> = new Set();

describe('the fields of a packet', () => {
  test('stand in rows, open until they are closed', () => {
    const paths = (closed: ReadonlySet<string>) => fieldRows(fields, closed).map(({ path }) => path);

    expect(paths(none)).toEqual(['0', '0.0', '0.0.0', '0.1', '1']);
    expect(paths(new Set(['0.0']))).toEqual(['0', '0.0', '0.1', '1']);
    expect(paths(new Set(['0']))).toEqual(['0', '1']);
  });

  test('a byte leads to the smallest field that holds it', () => {
    expect([0, 1, 2, 6, 7].map((offset) => fieldAt(fields, offset))).toEqual([
      '0.0.0',
      '0.1',
      '1',
      '1',
      undefined,
    ]);
  });

  test('know what is around them', () => {
    expect(ancestorPaths('0.0.0')).toEqual(['0', '0.0']);
  });

  test.each([
    ['ArrowDown', '0.0', { kind: 'to', path: '0.0.0' }],
    ['ArrowDown', undefined, { kind: 'to', path: '0' }],
    ['ArrowUp', '0', { kind: 'to', path: '0' }],
    ['ArrowRight', '0', { kind: 'to', path: '0.0' }],
    ['ArrowRight', '1', undefined],
    ['ArrowLeft', '0.0', { kind: 'close', path: '0.0' }],
    ['ArrowLeft', '0.1', { kind: 'to', path: '0' }],
    ['ArrowLeft', '1', undefined],
    ['End', '0', { kind: 'to', path: '1' }],
    ['Home', '1', { kind: 'to', path: '0' }],
  ])('%s from %s', (key, from, move) => {
    expect(fieldMove(key, fieldRows(fields, none), from)).toEqual(move);
  });

  test('a closed field opens with the right arrow', () => {
    expect(fieldMove('ArrowRight', fieldRows(fields, new Set(['0'])), '0')).toEqual({
      kind: 'open',
      path: '0',
    });
  });
});
