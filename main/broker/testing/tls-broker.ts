import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { ListenerOptions } from '../../../app/contract/areas/broker/listener.ts';
import { blindObserver } from '../../capture/blind-observer.ts';
import type { Access } from '../access/access.ts';
import { openAccess } from '../access/access.ts';
import type { Broker } from '../broker.ts';
import { createBroker } from '../broker.ts';
import { Authority } from '../certificates/authority.ts';
import { machineNames } from '../certificates/machine-names.ts';
import { defaultConfig } from '../config/broker-config.ts';
import type { ListenerTraffic } from '../listeners/entrance.ts';
import type { Timers } from '../timers.ts';
import { systemTimers } from '../timers.ts';

export interface TlsBroker {
  readonly broker: Broker;
  readonly authority: Authority;
  /** For files of the test. */
  readonly folder: string;
  /** The own CA's certificate. */
  readonly caFile: string;
  readonly ca: string;
  /** What it logged, but for errors, which fail the test. */
  readonly log: readonly string[];
  listen(options: ListenerOptions): Promise<Listened>;
  /** Resolves when the listener has refused that many. */
  refusals(listened: Listened, count: number): Promise<string>;
}

interface Listened {
  readonly port: number;
  readonly hosts: readonly string[];
  traffic(): ListenerTraffic;
}

interface TlsBrokerOptions {
  readonly limits?: Partial<BrokerLimits>;
  readonly timers?: Timers;
  readonly access?: Access;
}

/** A broker with a CA in a folder of its own; both are gone when the test ends. */
export async function tlsBroker({
  limits = {},
  timers = systemTimers,
  access = openAccess,
}: TlsBrokerOptions = {}): Promise<TlsBroker> {
  const folder = await mkdtemp(path.join(tmpdir(), 'topicscope-tls-'));
  const authority = new Authority({ folder, now: Date.now, names: machineNames });
  const log: string[] = [];
  const broker = createBroker(
    {
      clock: { now: () => (performance.timeOrigin + performance.now()) * 1000 },
      random: Math.random,
      log: (_level, _area, text) => log.push(text),
      observer: blindObserver,
      authority,
      access,
    },
    { ...defaultConfig, limits: { ...defaultConfig.limits, ...limits } },
    timers,
  );
  onTestFinished(async () => {
    await broker.close();
    await rm(folder, { recursive: true });
  });
  const ca = await authority.certificate();
  return {
    broker,
    authority,
    folder,
    caFile: authority.certificateFile,
    ca,
    log,
    listen: async (options) => {
      const outcome = await broker.listen(options);
      if (!outcome.ok) throw new Error(outcome.message);
      return outcome;
    },
    refusals: async ({ traffic }, count) => {
      await until(broker, () => traffic().refused >= count);
      return traffic().lastRefusal?.why ?? '';
    },
  };
}

/** Issues a certificate to a client, as files. */
export async function clientFiles({ authority, folder }: TlsBroker, name: string) {
  const { certificate, key } = await authority.client(name, 1);
  const [certificateFile, keyFile] = [path.join(folder, `${name}.crt`), path.join(folder, `${name}.key`)];
  await Promise.all([writeFile(certificateFile, certificate), writeFile(keyFile, key)]);
  return { certificate, key, certificateFile, keyFile };
}

/** Waits for a state of the broker. */
export async function until(broker: Broker, isReached: () => boolean): Promise<void> {
  const changes: { told: () => void } = { told: () => undefined };
  const stop = broker.onChange(() => changes.told());
  while (!isReached()) {
    await new Promise<void>((resolve) => {
      changes.told = resolve;
    });
  }
  stop();
}
