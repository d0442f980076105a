import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Profile, Secrets } from '../../app/contract/areas/profiles.ts';
import type { Mosquitto } from './testing/mosquitto.ts';
import { startMosquitto } from './testing/mosquitto.ts';
import type { TestConnection } from './testing/setup.ts';
import { createTestConnection, subscriptionTo, testProfile } from './testing/setup.ts';

let mosquitto: Mosquitto;
let open: TestConnection[] = [];

beforeAll(async () => {
  mosquitto = await startMosquitto();
});
afterAll(() => mosquitto.stop());
afterEach(async () => {
  await Promise.all(open.map(({ connection }) => connection.dispose()));
  open = [];
});

function connectionTo(changes: Partial<Profile>, secrets?: Secrets): TestConnection {
  const created = createTestConnection(testProfile({ port: mosquitto.ports.tcp, ...changes }), secrets);
  open.push(created);
  return created;
}

async function connected(changes: Partial<Profile>): Promise<TestConnection> {
  const created = connectionTo(changes);
  created.connection.open();
  await created.until(({ state, steps }) => state.kind === 'connected' && steps.at(-1)?.outcome === 'done');
  return created;
}

const never = new AbortController().signal;
const message = {
  topic: 'lab/press',
  payload: Buffer.from('{"bar": 2.1}'),
  qos: 2,
  retain: false,
  properties: {},
} as const;

test.for([3, 4, 5] as const)(
  'version %i: every packet of a session is seen, in order',
  async (protocolVersion) => {
    const { connection, observer, untilSeen } = await connected({
      protocolVersion,
      subscriptions: [subscriptionTo('lab/#', 2)],
    });

    const outcome = await connection.publish(message, never);
    await untilSeen(({ packet, direction }) => packet?.type === 'pubcomp' && direction === 'sent');
    await connection.close();

    expect(outcome.ok && outcome.value.kind).toBe('acknowledged');
    expect(outcome.ok && outcome.value.steps.map(({ packet }) => packet)).toEqual([
      'PUBLISH',
      'PUBREC',
      'PUBREL',
      'PUBCOMP',
    ]);
    expect([...observer.lines()].sort()).toEqual(
      [
        ...['> CONNECT', '< CONNACK', '> SUBSCRIBE', '< SUBACK'],
        ...['> PUBLISH', '< PUBREC', '> PUBREL', '< PUBCOMP'],
        ...['< PUBLISH', '> PUBREC', '< PUBREL', '> PUBCOMP'],
        '> DISCONNECT',
      ].sort(),
    );
    expect(observer.links).toEqual(['opened tcp', 'identified topicscopetest', 'closed Disconnected']);
  },
);
