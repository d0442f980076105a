import { expect, test } from 'vitest';
import { defaultLimits } from '../../../app/contract/areas/broker/limits.ts';
import { Counters } from '../counters.ts';
import { TestTime } from '../testing/test-time.ts';
import type { Ending } from './ending.ts';
import { UnfinishedPackets } from './unfinished-packets.ts';

function setup() {
  const time = new TestTime();
  const counters = new Counters();
  const limits = { ...defaultLimits, unfinishedBytes: 5000, unfinishedTime: 30_000 };
  const packets = new UnfinishedPackets({ limits, counters, clock: time, timers: time });
  const ended: string[] = [];
  const receiver = (name: string) => ({
    end: ({ reasonCode }: Ending) => {
      ended.push(`${name} 0x${reasonCode?.toString(16)}`);
    },
  });
  return { packets, time, counters, ended, receiver };
}

test('beyond the bound the largest gives way, and only it', () => {
  const { packets, counters, ended, receiver } = setup();
  const [small, large, late] = [receiver('small'), receiver('large'), receiver('late')];

  packets.note(small, 1000);
  packets.note(large, 3900);
  packets.note(late, 200);

  expect({ ended, bytes: packets.bytes, dropped: counters.dropped }).toEqual({
    ended: ['large 0x97'],
    bytes: 1200,
    dropped: [{ why: 'unfinished packets too large', count: 1 }],
  });
});

test('a packet that is finished, or whose connection is gone, does not count', () => {
  const { packets, ended, receiver } = setup();
  const [finished, gone] = [receiver('finished'), receiver('gone')];

  for (let round = 0; round < 10; round += 1) {
    packets.note(finished, 4000);
    packets.note(finished, 0);
    packets.note(gone, 4000);
    packets.forget(gone);
  }

  expect([ended, packets.bytes]).toEqual([[], 0]);
});

test('what does not grow for the time allowed is not waited for; what grows is', () => {
  const { packets, time, counters, ended, receiver } = setup();
  const [stuck, slow] = [receiver('stuck'), receiver('slow')];

  packets.note(stuck, 10);
  for (let bytes = 1; bytes < 5; bytes += 1) {
    packets.note(slow, bytes);
    time.advance(29_999);
  }
  const whileSlow = [...ended];
  time.advance(1);

  expect([whileSlow, ended, counters.dropped]).toEqual([
    ['stuck 0x97'],
    ['stuck 0x97', 'slow 0x97'],
    [{ why: 'packet never finished', count: 2 }],
  ]);
});
