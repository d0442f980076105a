import { accessCalls } from './areas/broker/access-screen.ts';
import { behaviourCalls } from './areas/broker/behaviour.ts';
import { clientCalls } from './areas/broker/clients.ts';
import { faultCalls } from './areas/broker/fault-calls.ts';
import { listCalls } from './areas/broker/list.ts';
import { listenerCalls } from './areas/broker/listener-list.ts';
import { retainedCalls } from './areas/broker/retained.ts';
import { sessionCalls } from './areas/broker/sessions.ts';
import { brokerCalls } from './areas/broker/state.ts';
import { connectionCalls } from './areas/connection.ts';
import { exportCalls } from './areas/exports.ts';
import { historyCalls } from './areas/history.ts';
import { labCalls } from './areas/lab.ts';
import { profileCalls } from './areas/profiles.ts';
import { publishCalls } from './areas/publish.ts';
import { recordingCalls } from './areas/recordings.ts';
import { settingsCalls } from './areas/settings.ts';
import { sourceCalls } from './areas/sources.ts';
import { statusCalls } from './areas/status.ts';
import { traceCalls } from './areas/trace/trace.ts';
import { treeCalls } from './areas/tree.ts';

/** Every call of the contract, named once. */
export const calls = {
  ...sourceCalls,
  ...recordingCalls,
  ...profileCalls,
  ...connectionCalls,
  ...publishCalls,
  ...labCalls,
  ...brokerCalls,
  ...faultCalls,
  ...accessCalls,
  ...clientCalls,
  ...sessionCalls,
  ...listCalls,
  ...retainedCalls,
  ...listenerCalls,
  ...behaviourCalls,
  ...treeCalls,
  ...historyCalls,
  ...traceCalls,
  ...exportCalls,
  ...statusCalls,
  ...settingsCalls,
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
