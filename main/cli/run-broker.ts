import path from 'node:path';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { FaultSet } from '../../app/contract/areas/broker/fault.ts';
import type { ListenerOptions, ListenerTransport } from '../../app/contract/areas/broker/listener.ts';
import { withNames } from '../../app/contract/areas/broker/listener.ts';
import { accessFileIn, readAccessFile } from '../broker/access/access-file.ts';
import type { Broker, BrokerOptions } from '../broker/broker.ts';
import { createBroker, openBroker } from '../broker/broker.ts';
import { Authority } from '../broker/certificates/authority.ts';
import { machineNames } from '../broker/certificates/machine-names.ts';
import type { BrokerConfig, BrokerSettings } from '../broker/config/broker-config.ts';
import { defaultConfig } from '../broker/config/broker-config.ts';
import { readBrokerConfig } from '../broker/config/read-broker-config.ts';
import { persistenceFolder } from '../broker/store/persistence-config.ts';
import { blindObserver } from '../capture/blind-observer.ts';
import { createSystemClock } from '../engine/system-clock.ts';
import { readBrokerOptions } from './broker-options.ts';
import { programVersion } from './program-version.ts';

interface Listened {
  readonly transport: ListenerTransport;
  readonly host: string;
  readonly port: number;
}

/** What is printed as one line of JSON once the broker listens. */
interface BrokerLine {
  /** Of the first TCP and the first WebSocket listener; absent if there is none. */
  readonly port?: number;
  readonly wsPort?: number;
  readonly pid: number;
  readonly listeners: readonly Listened[];
}

/** Starts the broker alone as its command line says. `tell` writes one line for a person. */
export async function runBroker(
  args: readonly string[],
  tell: (line: string) => void,
): Promise<Answer<{ readonly broker: Broker; readonly line: BrokerLine }>> {
  const options = readBrokerOptions(args);
  if (!options.ok) return options;
  const { listeners, usualListener, configFile, dataFolder } = options.value;
  const config = configFile === undefined ? success(defaultConfig) : await readBrokerConfig(configFile);
  if (!config.ok) return config;
  const access = await accessIn(dataFolder, config.value, tell);
  if (!access.ok) return access;
  const asked = [...listeners, ...config.value.listeners];
  tellFaults(config.value.faults, tell);
  const parts: BrokerOptions = {
    clock: createSystemClock(),
    random: Math.random,
    log: (level, area, text) => tell(`${level} ${area}: ${text}`),
    observer: blindObserver,
    version: programVersion(),
    ...(dataFolder !== undefined && { authority: authorityIn(dataFolder) }),
  };
  const folder = persistenceFolder(config.value.persistence, dataFolder);
  const broker = await makeBroker(parts, { ...config.value, access: access.value }, folder, tell);
  if (!broker.ok) return broker;
  return listenAll(broker.value, withNames(asked.length === 0 ? [usualListener] : asked));
}

/** With a folder it goes on where the one before it ended. */
async function makeBroker(
  parts: BrokerOptions,
  settings: BrokerSettings,
  folder: string | undefined,
  tell: (line: string) => void,
): Promise<Answer<Broker>> {
  if (folder === undefined) return success(createBroker(parts, settings));
  const opened = await openBroker(parts, folder, settings);
  if (!opened.ok) return failure('failed', opened.message);
  if (opened.notice !== undefined) tell(opened.notice);
  return success(opened.broker);
}

/** Users and rules: the configuration's own, else those that the data folder has. */
async function accessIn(
  dataFolder: string | undefined,
  { access }: BrokerConfig,
  tell: (line: string) => void,
): Promise<Answer<BrokerConfig['access']>> {
  if (dataFolder === undefined) return success(access);
  const file = accessFileIn(dataFolder);
  const kept = await readAccessFile(file);
  if (!kept.ok || access === undefined) return kept;
  if (kept.value !== undefined) {
    tell(`${file} is not used: the configuration has users and rules of its own.`);
  }
  return success(access);
}

/** Faults are never on silently. */
function tellFaults({ on, rules }: FaultSet, tell: (line: string) => void): void {
  const names = rules.filter(({ enabled }) => enabled).map(({ name }) => name);
  if (on && names.length > 0) tell(`Faults on purpose are on: ${names.join(', ')}.`);
}

/** The own CA stays the same over restarts, so that what devices trust stays true. */
function authorityIn(dataFolder: string): Authority {
  const folder = path.join(dataFolder, 'certificates');
  return new Authority({ folder, now: Date.now, names: machineNames });
}

async function listenAll(
  broker: Broker,
  wanted: readonly ListenerOptions[],
): Promise<Answer<{ readonly broker: Broker; readonly line: BrokerLine }>> {
  const listeners: Listened[] = [];
  for (const listener of wanted) {
    const outcome = await broker.listen(listener);
    if (!outcome.ok) {
      await broker.close();
      if (outcome.why !== 'taken') return failure('failed', outcome.message);
      return failure('taken', `${outcome.message} Choose another; 0 takes a free one.`);
    }
    const { transport, host = '127.0.0.1' } = listener;
    listeners.push({ transport, host, port: outcome.port });
  }
  const port = listeners.find(({ transport }) => transport === 'tcp')?.port;
  const wsPort = listeners.find(({ transport }) => transport === 'ws')?.port;
  const ports = { ...(port !== undefined && { port }), ...(wsPort !== undefined && { wsPort }) };
  return success({ broker, line: { ...ports, pid: process.pid, listeners } });
}
