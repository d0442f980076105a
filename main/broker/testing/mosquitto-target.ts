import { connect, packet, publish, subscribe } from './bytes.ts';
import type { RawClient } from './raw-client.ts';
import { openRaw } from './raw-client.ts';

export interface Ports {
  readonly port: number;
  readonly wsPort: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Set where the conformance tests run against mosquitto instead of our broker. */
    readonly mosquitto: Ports | undefined;
  }
}

/** Who may leave a session behind in a conformance test; any other client identifier connects with a clean session. */
const cast = [
  'client',
  'publisher',
  'subscriber',
  'watcher',
  'mortal',
  'one',
  'two',
  'first',
  'second',
  'third',
  'other',
];
/** Where retained messages may be left: a wildcard alone does not find what begins with "$". */
const places = ['#', '$a/#'];

/** Makes mosquitto forget sessions and retained messages, so that the next test finds none. */
export async function cleanUp(port: number): Promise<void> {
  for (const client of await Promise.all(cast.map((id) => cleanSession(port, id)))) client.socket.destroy();
  const cleaner = await cleanSession(port, 'cleaner');
  cleaner.send(...places.map((place) => subscribe(4, place)));
  const retained = (await cleaner.untilPong()).filter((text) => text.startsWith('3'));
  cleaner.send(...retained.map((text) => publish(4, { topic: topicOf(text), payload: '', retain: true })));
  await cleaner.untilPong();
  cleaner.send(packet(0xe0));
  await cleaner.untilClosed();
}

async function cleanSession(port: number, id: string): Promise<RawClient> {
  const client = await openRaw(port);
  client.send(connect(4, { id, clean: true }));
  await client.next();
  return client;
}

/** The topic of a PUBLISH in hex. */
function topicOf(text: string): string {
  const frame = Buffer.from(text.replaceAll(' ', ''), 'hex');
  const start = frame.findIndex((byte, index) => index > 0 && byte < 0x80) + 1;
  return frame.toString('utf8', start + 2, start + 2 + frame.readUInt16BE(start));
}
