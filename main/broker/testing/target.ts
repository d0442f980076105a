import { describe, inject, onTestFinished } from 'vitest';
import type { Ports } from './mosquitto-target.ts';
import { cleanUp } from './mosquitto-target.ts';
import { testBroker } from './test-broker.ts';

/**
 * The server that a conformance test speaks to: a broker of ours that lives for this test, or the mosquitto that all
 * tests of the run share and that forgets what each of them left (see the projects in vitest.config.ts).
 */
export async function testTarget(): Promise<Ports> {
  const mosquitto = inject('mosquitto');
  if (mosquitto === undefined) return testBroker();
  onTestFinished(() => cleanUp(mosquitto.port));
  return mosquitto;
}

/** Conformance tests that cannot run against another server; `why` stands in docs/conformance.md. */
export function oursAlone(why: string, tests: () => void): void {
  if (inject('mosquitto') === undefined) describe(`ours alone: ${why}`, tests);
}
