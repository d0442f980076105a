import { unreachable } from '../../app/base/assert.ts';
import type { SourceState } from '../../app/contract/areas/sources.ts';
import { texts } from '../texts/en.ts';
import type { DotState } from '../ui/state-dot.tsx';

/** The shape and colour of a source's state. */
export function dotState(state: SourceState): DotState {
  switch (state.kind) {
    case 'idle':
      return 'idle';
    case 'connecting':
    case 'waiting':
      return 'busy';
    case 'connected':
      return 'on';
    case 'failed':
      return 'failed';
    default:
      return unreachable(state);
  }
}

/** The state in words. */
export function stateName(state: SourceState): string {
  const names = texts.shell.state;
  switch (state.kind) {
    case 'connecting':
    case 'waiting':
      return names[state.kind](state.attempt);
    case 'idle':
    case 'connected':
    case 'failed':
      return names[state.kind];
    default:
      return unreachable(state);
  }
}
