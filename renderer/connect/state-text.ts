import { unreachable } from '../../app/base/assert.ts';
import type { SourceState } from '../../app/contract/areas/sources.ts';
import { texts } from '../texts/en.ts';
import { minuteOfDay, timeOfDay } from '../texts/time.ts';

const words = texts.connect.panel.states;

/** How a connection stands, in one line. */
export function stateText(state: SourceState, now: Date): string {
  switch (state.kind) {
    case 'idle':
      return words.idle;
    case 'connecting':
      return words.connecting(state.attempt);
    case 'connected':
      return words.connected(minuteOfDay(state.since, now));
    case 'waiting':
      return words.waiting(state.attempt, timeOfDay(state.retryAt).slice(0, 8));
    case 'failed':
      return words.failed(minuteOfDay(state.at, now));
    default:
      return unreachable(state);
  }
}
