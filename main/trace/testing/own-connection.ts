import { onTestFinished } from 'vitest';
import type { Profile } from '../../../app/contract/areas/profiles.ts';
import type { PacketObserver } from '../../capture/observer.ts';
import type { Connection } from '../../connection/connection.ts';
import { createConnection } from '../../connection/connection.ts';
import { testClock, testProfile, waitFor } from '../../connection/testing/setup.ts';

/** A connection of ours that is up and has what it asked for; it ends with the test. */
export async function ownConnection(
  observer: PacketObserver,
  changes: Partial<Profile>,
): Promise<Connection> {
  const connection = createConnection({
    stored: { profile: testProfile(changes), madeUpClientId: 'topicscopetest' },
    secrets: () => ({}),
    observer,
    clock: testClock,
    random: () => 0.5,
    log: () => undefined,
    backoff: { first: 20, longest: 200, settled: 10_000 },
  });
  onTestFinished(() => connection.dispose());
  connection.open();
  const isUp = () => {
    const { state, steps } = connection.detail();
    return state.kind === 'connected' && steps.at(-1)?.outcome === 'done' ? connection : undefined;
  };
  return await waitFor(isUp, () => JSON.stringify(connection.detail().state));
}
