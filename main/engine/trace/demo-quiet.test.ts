import { expect, test } from 'vitest';
import { bearablePace, quietDemo, unheard } from './testing/quiet-demo.ts';

/** A minute of what the devices say, said in ten seconds or, on a machine that is busy with other things, more. */
const pace = bearablePace(6);
const patience = 240_000;

test.concurrent.each([0, 1, 2] as const)(
  'at QoS %d a minute of the demo devices is nothing to be found, nor is what the app does; and the app is no subscriber',
  async (qos) => {
    const { found } = await quietDemo(1, { pace, qos });

    expect(found).toEqual([unheard]);
  },
  patience,
);
