import { unreachable } from '../../app/base/assert.ts';
import type { Answer } from '../../app/contract/answer.ts';
import type { Client } from '../../app/contract/connect.ts';
import { connect } from '../../app/contract/connect.ts';
import { memoryPorts } from '../../app/contract/ports/memory-port.ts';
import type { EmitterPort } from '../../app/contract/ports/message-port.ts';
import { messagePort } from '../../app/contract/ports/message-port.ts';
import type { Engine } from '../engine/engine.ts';
import type { Host } from '../engine/host.ts';
import { watchActivity } from './activity.ts';
import type { Activity, FromEngine, ToEngine } from './engine-messages.ts';
import { toEngine } from './engine-messages.ts';

/** The utility process's way to the main process. */
export interface ParentPort {
  on(event: 'message', listener: (event: ParentMessage) => void): unknown;
  postMessage(message: FromEngine): void;
}

interface ParentMessage {
  readonly data: unknown;
  readonly ports: readonly EmitterPort[];
}

export type MakeEngine = (host: Host) => Promise<Answer<Engine>>;

/** The whole life of the engine's process: told to start, to serve windows, to close. */
export function runEngine(parent: ParentPort, makeEngine: MakeEngine, exit: (code: number) => void): void {
  let running: Running | undefined;
  const obey = async (message: ToEngine, ports: readonly EmitterPort[]): Promise<void> => {
    switch (message.type) {
      case 'start':
        running = await start(message, parent, makeEngine);
        if (running === undefined) {
          exit(2);
          return;
        }
        parent.postMessage({ type: 'ready' });
        if (message.isFirstStart) await testHost(running.client, parent);
        return;
      case 'window':
        for (const port of ports) running?.engine.serve(messagePort(port));
        return;
      case 'askActivity':
        if (running !== undefined) parent.postMessage({ type: 'activity', activity: running.activity() });
        return;
      case 'close':
        await close(running, parent);
        exit(0);
        return;
      default:
        return unreachable(message);
    }
  };
  parent.on('message', (event) => {
    obey(toEngine.parse(event.data), event.ports).catch((error: unknown) => {
      console.error('The engine failed:', error);
      exit(1);
    });
  });
}

async function close(running: Running | undefined, parent: ParentPort): Promise<void> {
  await running?.engine.close();
  const message = running?.engine.givenUp;
  if (message !== undefined) parent.postMessage({ type: 'lost', message });
}

interface Running {
  readonly engine: Engine;
  readonly client: Client;
  activity(): Activity;
}

async function start(
  message: Extract<ToEngine, { type: 'start' }>,
  parent: ParentPort,
  makeEngine: MakeEngine,
): Promise<Running | undefined> {
  const { configFolder, defaultDataFolder, versions } = message;
  const licencesFile = new URL(message.licencesFile);
  const made = await makeEngine({
    kind: 'electron',
    versions,
    configFolder,
    defaultDataFolder,
    licencesFile,
  });
  if (!made.ok) {
    parent.postMessage({ type: 'refused', message: made.error.message });
    return undefined;
  }
  const engine = made.value;
  const client = clientInside(engine);
  const sources = watchActivity(client);
  return { engine, client, activity: () => ({ clients: engine.foreignClients(), ...sources() }) };
}

/** This process asks the engine as a window would. */
function clientInside(engine: Engine): Client {
  const [ours, its] = memoryPorts();
  engine.serve(its);
  return connect(ours);
}

/** The engine writes the outcome into the app's log. */
async function testHost(client: Client, parent: ParentPort): Promise<void> {
  const outcome = await client.call('host.selfTest', {});
  if (outcome.ok) parent.postMessage({ type: 'selfTest', checks: outcome.value.checks });
}
