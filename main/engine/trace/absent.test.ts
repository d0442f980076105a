import { expect, test } from 'vitest';
import type { Absence } from '../../trace/absences.ts';
import { absentClients } from './absent.ts';

/** Away since record 10 and second 1; `back` with that record. */
function away(client: string, back: number, filter = 'plant/#', since = 1_000_000): Absence {
  const lost = { filter, granted: 1, packet: 5, back, backTime: 0, missed: 0, messages: [] } as const;
  return { client, link: 2, from: 10, since, why: 'connection', filters: [{ ...lost, messages: [] }] };
}

const message = { sequence: 20, time: 2_000_000, topic: 'plant/alarm' };

function shown(
  absences: readonly Absence[],
  receivers: readonly string[] = [],
  at = message,
): readonly string[] {
  return absentClients(absences, at, receivers).shown.map(({ absence }) => absence.client);
}

test('who came back to the topic stands first, then who went last; what does not fit is counted', () => {
  const absences = [
    away('gone', 0),
    away('back', 30),
    away('later', 0, '#', 1_500_000),
    away('too many', 0, '+/alarm', 5),
  ];

  expect(shown(absences)).toEqual(['back', 'later', 'gone']);
  expect(absentClients(absences, message, []).cut).toBe(1);
});

test('who got it, was back before it or subscribed to something else is not among them', () => {
  expect(shown([away('historian', 30)], ['historian'])).toEqual([]);
  expect(shown([away('historian', 15)])).toEqual([]);
  expect(shown([away('historian', 30, 'home/#')])).toEqual([]);
  expect(shown([away('historian', 30)], [], { ...message, sequence: 9 })).toEqual([]);
});

test('who has not come back is told of where the message reached nobody, for an hour', () => {
  expect(shown([away('gone', 0), away('back', 30)], ['panel'])).toEqual(['back']);
  expect(shown([away('gone', 0)], [], { ...message, time: 3_700_000_000 })).toEqual([]);
});
