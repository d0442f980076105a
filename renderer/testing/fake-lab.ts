import { success } from '../../app/contract/answer.ts';
import type { LabState } from '../../app/contract/areas/lab.ts';
import type { CallHandlers } from '../../app/contract/handlers.ts';

/** A connection that has two acknowledgements held back. */
export function fakeLab(now: number): LabState {
  return {
    gate: { holds: ['puback', 'pubcomp'], delayMs: 0 },
    held: [
      { type: 'puback', packetId: 17, since: now - 4e6, isDelayed: false },
      { type: 'pubcomp', packetId: 9, since: now - 1e6, isDelayed: false },
    ],
    heldCount: 2,
    overflow: 0,
    rival: 'none',
  };
}

/** Nothing happens, and it is said to have. */
export const fakeLabCalls: Pick<CallHandlers, 'lab.act' | 'lab.gate' | 'lab.release'> = {
  'lab.act': () => success({}),
  'lab.gate': () => success({}),
  'lab.release': () => success({ released: 2 }),
};
