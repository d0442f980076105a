import { startAttempt } from '../attempt.ts';
import type { AttemptOptions } from '../attempt-options.ts';
import { StepList } from '../dial/step-list.ts';
import { createSession } from '../session.ts';
import { AcknowledgementGate } from './acknowledgement-gate.ts';

/** A second connection with the client identifier of another, which the broker has to close [MQTT-3.1.4-3]. */
export interface Rival {
  readonly state: 'none' | 'connecting' | 'connected';
  leave(): void;
}

/** Connects at once. `changed` is called whenever its state is another. */
export function startRival(
  options: Omit<AttemptOptions, 'session' | 'steps' | 'listener' | 'mendPublish' | 'gate'>,
  changed: () => void,
): Rival {
  let state: Rival['state'] = 'connecting';
  const become = (next: Rival['state']) => {
    state = next;
    changed();
  };
  const attempt = startAttempt({
    ...options,
    session: createSession('rival'),
    steps: new StepList(options.clock, () => undefined),
    gate: new AcknowledgementGate(options.clock, () => undefined),
    mendPublish: (frame) => frame.slice(),
    listener: {
      sawChain: () => undefined,
      answered: () => undefined,
      accepted: () => become('connected'),
      ready: () => undefined,
      received: () => undefined,
      sent: () => undefined,
      ended: () => become('none'),
    },
  });
  return {
    get state() {
      return state;
    },
    leave: () => attempt.stop(),
  };
}
