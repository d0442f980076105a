import { expect, test } from 'vitest';
import { DamagedFile } from '../../database/damage.ts';
import { makeColumns } from './segment-columns.ts';
import { readTexts, writeTexts } from './segment-texts.ts';
import { TextTable } from './text-table.ts';

test('what a segment has beside its columns comes back as it was', () => {
  const deliveries = { total: 2, done: 1, waiting: 1, failed: 0 };
  const written = writeTexts({
    columns: makeColumns(1),
    clients: new TextTable(['plc']),
    details: new TextTable(['why', 'MQTT-4.9.0-1']),
    extras: new Map([[0, { journeyEnd: 7, deliveries, packets: [9, 12] }]]),
  });

  expect(readTexts(written)).toEqual({
    clients: ['plc'],
    details: ['why', 'MQTT-4.9.0-1'],
    extras: [[0, { journeyEnd: 7, deliveries, packets: [9, 12] }]],
  });
});

test.for([
  '{"clients":["plc"],"details":[',
  'null',
  '{"clients":["plc"],"details":[]}',
  '{"clients":["plc",7],"details":[],"extras":[]}',
  '{"clients":[],"details":[],"extras":[[0]]}',
  '{"clients":[],"details":[],"extras":[[0,{"packets":["9"]}]]}',
  '{"clients":[],"details":[],"extras":[[0,{"deliveries":{"total":2}}]]}',
])('%s is damage', (json) => {
  expect(() => readTexts(json)).toThrow(DamagedFile);
});
