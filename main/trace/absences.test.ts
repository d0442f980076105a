import { expect, test } from 'vitest';
import { Absences } from './absences.ts';
import { Subscribers } from './subscribers.ts';

const granted = (filter: string) => ({ filter, granted: 1, packet: 1 }) as const;

function gone(absences: Absences, client: string, from: number, filters: readonly string[]): void {
  absences.add({ client, link: 1, from, since: from * 1e6, why: 'connection' }, filters.map(granted));
}

test('of many that are away the newest are remembered, and messages counted for some of them', () => {
  const absences = new Absences();
  for (let one = 1; one <= 3_000; one += 1) gone(absences, `c${one}`, one, ['plant/#']);
  absences.missed(4_000, 'plant/alarm', []);

  const all = absences.all();
  expect([all.length, all[0]?.client]).toEqual([2_000, 'c1001']);
  expect(all.filter(({ filters }) => filters.some(({ missed }) => missed > 0)).length).toBe(256);
});

test('who is away for too long is not waited for', () => {
  const absences = new Absences();
  gone(absences, 'old', 1, ['a']);
  gone(absences, 'new', 100, ['a']);
  absences.giveUp(50 * 1e6);
  absences.missed(200, 'a', []);
  absences.giveUp(200 * 1e6);

  expect(absences.all().map(({ filters }) => filters[0]?.missed)).toEqual([0, 1]);
  expect(absences.isIdle).toBe(true);
});

test('of clients with many filters those that subscribed longest ago are forgotten', () => {
  const subscribers = new Subscribers();
  const filters = Array.from({ length: 1_000 }, (_, at) => granted(`f/${at}`));
  for (let one = 1; one <= 30; one += 1) subscribers.put(`c${one}`, one, filters);

  expect([1, 10, 11, 30].map((one) => subscribers.take(`c${one}`).length)).toEqual([0, 0, 1_000, 1_000]);
});
