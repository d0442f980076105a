import { setTimeout as delay } from 'node:timers/promises';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Recorder } from '../capture/recorder.ts';
import type { History } from '../history/history.ts';

/** Milliseconds between two looks. */
const pause = 10;

/** Hands over what was captured and waits until all of it so far is on the disk, or nothing can be stored. */
export async function allStored(history: History, source: SourceId, recorder: Recorder): Promise<void> {
  recorder.flush();
  const last = recorder.lastSequence();
  while (history.storedTo(source) < last && history.state().problem === undefined) await delay(pause);
}
