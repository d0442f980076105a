import { expect, test } from 'vitest';
import { DamagedFile } from '../../database/damage.ts';
import { JourneyTable } from './journey-table.ts';
import { makeColumns } from './segment-columns.ts';
import { readTexts, writeTexts } from './segment-texts.ts';
import { TextTable } from './text-table.ts';

test('what a segment has beside its columns comes back as it was', () => {
  const written = writeTexts({
    columns: makeColumns(1),
    clients: new TextTable(['plc']),
    details: new TextTable(['why', 'MQTT-4.9.0-1']),
    packets: new Map([[0, [9, 12]]]),
    journeys: new JourneyTable(),
  });

  expect(readTexts(written)).toEqual({
    clients: ['plc'],
    details: ['why', 'MQTT-4.9.0-1'],
    packets: [[0, [9, 12]]],
  });
});

test.for([
  '{"clients":["plc"],"details":[',
  'null',
  '{"clients":["plc"],"details":[]}',
  '{"clients":["plc",7],"details":[],"packets":[]}',
  '{"clients":[],"details":[],"packets":[[0]]}',
  '{"clients":[],"details":[],"packets":[[0,["9"]]]}',
])('%s is damage', (json) => {
  expect(() => readTexts(json)).toThrow(DamagedFile);
});
