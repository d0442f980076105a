import { expect, test } from 'vitest';
import { pingreq } from '../../broker/testing/bytes.ts';
import { connected } from '../../broker/testing/raw-client.ts';
import { testBroker } from '../../broker/testing/test-broker.ts';
import { TestTime } from '../../broker/testing/test-time.ts';
import { lines } from '../testing/found.ts';
import { liveTraces } from '../testing/live-traces.ts';
import { broker } from '../testing/traced.ts';

/** A client with a keep alive of 60 s, on a broker whose time a test moves on. */
async function setup() {
  const traces = liveTraces(broker);
  const time = new TestTime();
  const { port } = await testBroker({ observer: traces.recorder, time });
  const { client } = await connected(port, 5, { id: 's', keepAlive: 60 });
  const pinged = async () => {
    client.send(pingreq);
    await client.next();
  };
  const found = () => lines(traces.found()).map((line) => line.replace(/ \[.*?\]/, ''));
  return { traces, time, pinged, found };
}

test('a client that says something shortly before its keep alive is missed', async () => {
  const { traces, time, pinged, found } = await setup();
  time.advance(70_000);
  await pinged();

  await traces.untilFound('keep-alive-near');
  expect(found()).toEqual(['keep-alive-near s: nothing for 1:10 min; keep alive 1:00 min']);
});

test('near miss of keep-alive-near and keep-alive-missed: a client that says something a little after its keep alive', async () => {
  const { time, pinged, found } = await setup();
  time.advance(65_000);
  await pinged();

  expect(found()).toEqual([]);
});

test('a machine that sleeps', async () => {
  const { traces, time, pinged, found } = await setup();
  time.sleep(600_000);
  await pinged();

  await traces.untilFound('clock-gap');
  expect(found()).toContain(
    'clock-gap: nothing for 10:00 min, with connections open whose keep alive is 1:00 min',
  );
});

test('a clock that is set back', async () => {
  const { traces, time, pinged, found } = await setup();
  time.sleep(-5_000);
  await pinged();

  await traces.untilFound('clock-gap');
  expect(found()).toEqual(['clock-gap: the clock went back by 5,000 ms']);
});
