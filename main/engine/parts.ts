import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { Clock } from '../../app/base/clock.ts';
import { Authority } from '../broker/certificates/authority.ts';
import { machineNames } from '../broker/certificates/machine-names.ts';
import { StallWatch } from '../capture/stall-watch.ts';
import type { ProfileStore } from '../connection/profile-store.ts';
import { createProfileStore } from '../connection/profile-store.ts';
import type { SecretStore } from '../connection/secret-store.ts';
import type { History } from '../history/history.ts';
import { AccessBook } from './broker/access-book.ts';
import { BehaviourStore } from './broker/behaviour-store.ts';
import { BrokerBook } from './broker/broker-book.ts';
import { BrokerHost } from './broker/broker-host.ts';
import { BrokerPublisher } from './broker/broker-publisher.ts';
import { ClearedBook } from './broker/cleared-book.ts';
import { FaultBook } from './broker/fault-book.ts';
import { ListenerStore } from './broker/listener-store.ts';
import { makeBroker } from './broker/make-broker.ts';
import { ConnectionBook } from './connection-book.ts';
import { DeviceHost } from './device-host.ts';
import type { Host } from './host.ts';
import { LoadMeter } from './load-meter.ts';
import type { LogBook } from './log-book.ts';
import { RecordingBook } from './recordings/recording-book.ts';
import type { SettingsStore } from './settings-store.ts';
import { brokerSource } from './source-list.ts';
import { SpaceBook } from './space-book.ts';
import { TraceHost } from './trace/trace-host.ts';

/** What is there before anything is made of it. */
interface Ground {
  readonly host: Host;
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly log: LogBook;
  readonly settings: SettingsStore;
  readonly dataFolder: string;
  readonly history: History;
}

/** All that an engine is made of. */
export interface Parts extends Ground {
  readonly profiles: ProfileStore;
  readonly spaces: SpaceBook;
  readonly connections: ConnectionBook;
  readonly authority: Authority;
  readonly access: AccessBook;
  readonly behaviour: BehaviourStore;
  readonly faults: FaultBook;
  readonly broker: BrokerHost;
  readonly brokerBook: BrokerBook;
  readonly cleared: ClearedBook;
  readonly publisher: BrokerPublisher;
  readonly devices: DeviceHost;
  readonly load: LoadMeter;
  readonly recordings: RecordingBook;
  readonly traces: TraceHost;
  readonly stalls: StallWatch;
}

/** Makes the parts and has them hear of each other. */
export async function makeParts(ground: Ground): Promise<Parts> {
  const { host, clock, secrets, log, dataFolder, history } = ground;
  const random = Math.random;
  const file = path.join(host.configFolder, 'profiles.json');
  const profiles = await createProfileStore({ file, log: log.log, random, now: Date.now });
  const seed = () => randomInt(2 ** 47);
  const stalls = new StallWatch(clock);
  const spaces = new SpaceBook({ history, clock, log: log.log, seed, stalls }, brokerSource);
  const connections = new ConnectionBook({ profiles, secrets, spaces, clock, random, log: log.log });
  const broker = await makeBrokerParts(ground, spaces);
  const traces = makeTraces(ground, spaces, stalls);
  stalls.start();
  return {
    ...ground,
    profiles,
    spaces,
    connections,
    ...broker,
    load: new LoadMeter(clock),
    recordings: await RecordingBook.open(dataFolder, (problem) => log.log('warn', 'recordings', problem)),
    traces,
    stalls,
  };
}

/** The embedded broker and what is kept of and for it. */
async function makeBrokerParts(ground: Ground, spaces: SpaceBook) {
  const { host, clock, log } = ground;
  const { configFolder } = host;
  const certificates = path.join(configFolder, 'certificates');
  const authority = new Authority({ folder: certificates, now: Date.now, names: machineNames });
  const listeners = await ListenerStore.open(configFolder);
  const access = await AccessBook.open(configFolder, clock);
  const behaviour = await BehaviourStore.open(configFolder);
  const make = () => makeBroker({ ...ground, spaces, authority, access, behaviour, faults });
  const broker = new BrokerHost(make, listeners, clock);
  const faults = await FaultBook.open(configFolder, broker);
  behaviour.onChange(() => broker.broker?.behave(behaviour.behaviour));
  const brokerBook = new BrokerBook(broker);
  return {
    authority,
    access,
    behaviour,
    faults,
    broker,
    brokerBook,
    cleared: new ClearedBook(brokerBook),
    publisher: new BrokerPublisher(broker, access.own, clock, log.log),
    devices: new DeviceHost(broker, log.log),
  };
}

/** Traces that are kept, or not, as the settings say, which hold for the history's budget as well. */
function makeTraces(
  { dataFolder, history, log, settings, clock }: Ground,
  spaces: SpaceBook,
  stalls: StallWatch,
): TraceHost {
  const thresholds = () => settings.settings.findingThresholds;
  const time = () => {
    // Before it says that nothing came: what came lies in the sockets, perhaps.
    stalls.look();
    return { time: clock.now(), recorded: spaces.flush() };
  };
  const traces = new TraceHost({ folder: dataFolder, history, log: log.log, thresholds, time });
  const tellProblem = (error: unknown): void => log.log('error', 'traces', String(error));
  const follow = (): void => {
    history.setBudget(settings.settings.historyBudget);
    traces.setBudget(settings.settings.historyBudget);
    traces.set(settings.settings.traces).catch(tellProblem);
  };
  let before = thresholds();
  settings.onChange(() => {
    follow();
    if (before === thresholds()) return;
    before = thresholds();
    traces.restart().catch(tellProblem);
  });
  follow();
  return traces;
}
