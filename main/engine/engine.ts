import { randomInt } from 'node:crypto';
import path from 'node:path';
import type { Clock } from '../../app/base/clock.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { Handlers } from '../../app/contract/handlers.ts';
import type { Port } from '../../app/contract/port.ts';
import { serve } from '../../app/contract/serve.ts';
import { createBroker, openBroker } from '../broker/broker.ts';
import { Authority } from '../broker/certificates/authority.ts';
import { machineNames } from '../broker/certificates/machine-names.ts';
import { defaultConfig } from '../broker/config/broker-config.ts';
import { createProfileStore } from '../connection/profile-store.ts';
import type { SecretStore } from '../connection/secret-store.ts';
import { createSecretStore } from '../connection/secret-store.ts';
import type { History } from '../history/history.ts';
import { openHistory } from '../history/history.ts';
import { nodeTimers } from '../views/timers.ts';
import { brokerAccessCallHandlers, brokerAccessFeedHandlers } from './areas/broker/access.ts';
import { behaviourCallHandlers, behaviourFeedHandlers } from './areas/broker/behaviour.ts';
import { brokerClientCallHandlers } from './areas/broker/clients.ts';
import { faultCallHandlers, faultFeedHandlers } from './areas/broker/faults.ts';
import { listenerCallHandlers, listenerFeedHandlers } from './areas/broker/listeners.ts';
import { brokerListFeedHandlers } from './areas/broker/lists.ts';
import { brokerClearedFeedHandlers, brokerRetainedCallHandlers } from './areas/broker/retained.ts';
import { brokerSessionCallHandlers } from './areas/broker/sessions.ts';
import { brokerCallHandlers, brokerFeedHandlers } from './areas/broker/state.ts';
import { connectionCallHandlers, connectionFeedHandlers } from './areas/connection.ts';
import { deviceCallHandlers, deviceFeedHandlers } from './areas/devices.ts';
import { historyCallHandlers, historyFeedHandlers } from './areas/history.ts';
import { hostCallHandlers, logFeedHandlers } from './areas/host.ts';
import { profileCallHandlers, profileFeedHandlers } from './areas/profiles.ts';
import { publishCallHandlers } from './areas/publish.ts';
import { settingsCallHandlers, settingsFeedHandlers } from './areas/settings.ts';
import { sourceCallHandlers, sourceFeedHandlers } from './areas/sources.ts';
import { statusFeedHandlers } from './areas/status.ts';
import { treeCallHandlers, treeFeedHandlers } from './areas/tree.ts';
import { AccessBook } from './broker/access-book.ts';
import { BehaviourStore } from './broker/behaviour-store.ts';
import { BrokerBook } from './broker/broker-book.ts';
import { BrokerHost } from './broker/broker-host.ts';
import { BrokerPublisher } from './broker/broker-publisher.ts';
import { ClearedBook } from './broker/cleared-book.ts';
import { FaultBook } from './broker/fault-book.ts';
import { ListenerStore } from './broker/listener-store.ts';
import { ConnectionBook } from './connection-book.ts';
import { DeviceHost } from './device-host.ts';
import type { Host } from './host.ts';
import { LoadMeter } from './load-meter.ts';
import { LogBook } from './log-book.ts';
import { SettingsStore } from './settings-store.ts';
import { brokerSource } from './source-list.ts';
import { SpaceBook } from './space-book.ts';
import { createSystemClock } from './system-clock.ts';

/** Everything that Topicscope does but the window: one for a data folder, any number of windows on it. */
export interface Engine {
  /** Answers a window until its port closes. */
  serve(port: Port): void;
  /** Clients on the embedded broker that are not ours: what a quit would disconnect. */
  foreignClients(): number;
  /** Ends connections, broker and devices, and stores what was captured. */
  close(): Promise<void>;
}

/** Opens the data folder and makes an engine on it; a folder in use or of a newer version is an answer, not a throw. */
export async function createEngine(host: Host): Promise<Answer<Engine>> {
  const clock = createSystemClock();
  const secrets = createSecretStore();
  const log = new LogBook(clock, (text) => secrets.hide(text));
  const settings = await SettingsStore.open(host.configFolder);
  const chosen = settings.settings.dataFolder;
  const dataFolder = chosen === '' ? host.defaultDataFolder : chosen;
  const opened = await openHistory({
    folder: dataFolder,
    budget: settings.settings.historyBudget,
    log: log.log,
  });
  if (!opened.ok) return failure(opened.why === 'locked' ? 'taken' : 'failed', opened.message);
  return success(
    await makeEngine({ host, clock, secrets, log, settings, dataFolder, history: opened.history }),
  );
}

interface Ground {
  readonly host: Host;
  readonly clock: Clock;
  readonly secrets: SecretStore;
  readonly log: LogBook;
  readonly settings: SettingsStore;
  readonly dataFolder: string;
  readonly history: History;
}

async function makeEngine(ground: Ground): Promise<Engine> {
  const { host, clock, secrets, log, settings, dataFolder, history } = ground;
  const random = Math.random;
  const file = path.join(host.configFolder, 'profiles.json');
  const profiles = await createProfileStore({ file, log: log.log, random, now: Date.now });
  const spaces = new SpaceBook(
    { history, clock, log: log.log, seed: () => randomInt(2 ** 47) },
    brokerSource,
  );
  const connections = new ConnectionBook({ profiles, secrets, spaces, clock, random, log: log.log });
  const certificates = path.join(host.configFolder, 'certificates');
  const authority = new Authority({ folder: certificates, now: Date.now, names: machineNames });
  const listeners = await ListenerStore.open(host.configFolder);
  const access = await AccessBook.open(host.configFolder, clock);
  const behaviour = await BehaviourStore.open(host.configFolder);
  const makeBroker = async () => {
    if (access.problem !== undefined) throw new Error(access.problem);
    const { recorder } = await spaces.open(brokerSource);
    const options = {
      clock,
      random,
      log: log.log,
      observer: recorder,
      authority,
      access: access.access,
      version: versionOf(host),
    };
    const broker = { ...defaultConfig, ...behaviour.behaviour, faults: faults.set };
    if (!settings.settings.keepBrokerState) return createBroker(options, broker);
    const opened = await openBroker(options, path.join(dataFolder, 'broker'), broker);
    if (!opened.ok) throw new Error(opened.message);
    if (opened.notice !== undefined) log.log('warn', 'broker', opened.notice);
    return opened.broker;
  };
  const broker = new BrokerHost(makeBroker, listeners, clock);
  const faults = await FaultBook.open(host.configFolder, broker);
  behaviour.onChange(() => broker.broker?.behave(behaviour.behaviour));
  const brokerBook = new BrokerBook(broker);
  const cleared = new ClearedBook(brokerBook);
  const publisher = new BrokerPublisher(broker, access.own, clock, log.log);
  const devices = new DeviceHost(broker, log.log);
  const load = new LoadMeter(clock);
  settings.onChange(() => history.setBudget(settings.settings.historyBudget));

  const handlers: Handlers = {
    calls: {
      ...sourceCallHandlers(spaces),
      ...profileCallHandlers(profiles, secrets),
      ...connectionCallHandlers(connections, profiles),
      ...publishCallHandlers(connections, publisher),
      ...brokerCallHandlers(broker),
      ...brokerClientCallHandlers(brokerBook),
      ...brokerSessionCallHandlers(brokerBook),
      ...brokerRetainedCallHandlers(brokerBook, cleared),
      ...brokerAccessCallHandlers(access),
      ...listenerCallHandlers(broker, authority),
      ...faultCallHandlers(faults),
      ...behaviourCallHandlers(behaviour),
      ...deviceCallHandlers(devices),
      ...treeCallHandlers(spaces, clock),
      ...historyCallHandlers(history, spaces),
      ...settingsCallHandlers(settings),
      ...hostCallHandlers({ host, dataFolder, log, settings, profiles }),
    },
    feeds: {
      ...sourceFeedHandlers({ broker, connections, profiles, history }),
      ...profileFeedHandlers(profiles, secrets),
      ...connectionFeedHandlers(connections, profiles),
      ...brokerFeedHandlers(broker),
      ...brokerAccessFeedHandlers(access),
      ...listenerFeedHandlers(broker, authority),
      ...behaviourFeedHandlers(behaviour),
      ...brokerListFeedHandlers(brokerBook),
      ...brokerClearedFeedHandlers(cleared),
      ...faultFeedHandlers(faults, nodeTimers),
      ...deviceFeedHandlers(devices),
      ...treeFeedHandlers(spaces, clock),
      ...historyFeedHandlers(history, spaces, clock),
      ...settingsFeedHandlers(settings, host.defaultDataFolder),
      ...statusFeedHandlers({ spaces, history, broker, load, clock }),
      ...logFeedHandlers(log),
    },
  };

  return {
    serve: (port) =>
      serve(port, handlers, (error, where) => log.log('error', where, `A bug of ours: ${String(error)}`)),
    foreignClients: () =>
      Math.max(0, (broker.broker?.stats().clients ?? 0) - devices.connected - publisher.connected),
    close: async () => {
      await devices.stop();
      await publisher.close();
      await Promise.all([connections.close(), broker.stop()]);
      await spaces.close();
      await history.close();
    },
  };
}

/** `0.1.0`; the host says itself first. */
function versionOf({ versions }: Host): string {
  return versions[0]?.[1].split(' ')[0] ?? 'unknown';
}
