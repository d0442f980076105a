import { expect, test } from 'vitest';
import { PacketIds } from './packet-ids.ts';

test('[MQTT-2.2.1-3] an identifier in use or stored is not given out', () => {
  const stored = new Set([2]);
  const ids = new PacketIds((id) => stored.has(id));

  const given = [ids.allocate(), ids.allocate(), ids.allocate()];
  ids.deallocate(1);
  for (let count = 4; count < 65_534; count += 1) ids.allocate();

  expect(given).toEqual([1, 3, 4]);
  expect(ids.allocate()).toBe(65_535);
  expect(ids.allocate()).toBe(1);
  expect(ids.allocate()).toBeNull();
});
