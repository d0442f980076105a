import path from 'node:path';
import type { Clock } from '../../../app/base/clock.ts';
import type { Broker } from '../../broker/broker.ts';
import { createBroker, openBroker } from '../../broker/broker.ts';
import type { Authority } from '../../broker/certificates/authority.ts';
import { defaultConfig } from '../../broker/config/broker-config.ts';
import type { Host } from '../host.ts';
import type { LogBook } from '../log-book.ts';
import type { SettingsStore } from '../settings-store.ts';
import { brokerSource } from '../source-list.ts';
import type { SpaceBook } from '../space-book.ts';
import type { AccessBook } from './access-book.ts';
import type { BehaviourStore } from './behaviour-store.ts';
import type { FaultBook } from './fault-book.ts';

interface BrokerParts {
  readonly host: Host;
  readonly clock: Clock;
  readonly log: LogBook;
  readonly settings: SettingsStore;
  readonly dataFolder: string;
  readonly spaces: SpaceBook;
  readonly authority: Authority;
  readonly access: AccessBook;
  readonly behaviour: BehaviourStore;
  readonly faults: FaultBook;
}

/** The embedded broker as files and settings want it at this moment. Throws, with a sentence for people, if it cannot be. */
export async function makeBroker(parts: BrokerParts): Promise<Broker> {
  const { host, clock, log, settings, dataFolder, spaces, authority, access, behaviour, faults } = parts;
  if (access.problem !== undefined) throw new Error(access.problem);
  const { recorder } = await spaces.open(brokerSource);
  const options = {
    clock,
    random: Math.random,
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
}

/** `0.1.0`; the host says itself first. */
function versionOf({ versions }: Host): string {
  return versions[0]?.[1].split(' ')[0] ?? 'unknown';
}
