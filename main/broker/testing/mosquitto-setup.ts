import { beforeEach } from 'vitest';
import { differenceOf } from '../conformance/mosquitto-differences.ts';

/** Where mosquitto is known to differ, the test has to fail: an entry that no longer holds fails the run. */
beforeEach(({ task }) => {
  Object.assign(task, { fails: differenceOf(task.fullTestName) !== undefined });
});
