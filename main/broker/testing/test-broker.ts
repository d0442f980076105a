import { inject, onTestFinished } from 'vitest';
import type { FaultSet } from '../../../app/contract/areas/broker/fault.ts';
import type { BrokerLimits } from '../../../app/contract/areas/broker/limits.ts';
import { defaultLimits } from '../../../app/contract/areas/broker/limits.ts';
import type { SysSettings } from '../../../app/contract/areas/broker/sys.ts';
import type { TuningLayer, TuningRules } from '../../../app/contract/areas/broker/tuning.ts';
import type { LinkId, PacketObserver } from '../../capture/observer.ts';
import type { Access } from '../access/access.ts';
import { openAccess } from '../access/access.ts';
import type { Broker } from '../broker.ts';
import { createBroker, openBroker } from '../broker.ts';
import { defaultConfig } from '../config/broker-config.ts';
import { systemTimers } from '../timers.ts';
import { hex } from './bytes.ts';
import type { TestTime } from './test-time.ts';

export interface TestBroker {
  readonly broker: Broker;
  readonly port: number;
  readonly wsPort: number;
  /** What the observer was told, one line each: `1 received v4 10 0c …`, of a packet the first 100 bytes, with what faults did. */
  readonly seen: readonly string[];
  /** Lets go of what was seen up to now. */
  forgetSeen(): void;
}

interface TestBrokerOptions {
  /** Where it keeps its state; without it, nowhere. */
  readonly folder?: string;
  readonly limits?: Partial<BrokerLimits>;
  /** Of the broker, for all its clients. */
  readonly tuning?: TuningLayer;
  readonly tuningRules?: TuningRules;
  readonly sys?: SysSettings;
  /** Without it time is the real one. */
  readonly time?: TestTime;
  readonly allowedOrigins?: readonly string[];
  readonly access?: Access;
  readonly faults?: FaultSet;
  /** Is told instead of the list of what was seen. */
  readonly observer?: PacketObserver;
}

/** A broker on free ports, closed when the test ends. What it logs as an error fails the test: that is its own mistake. */
export async function testBroker(options: TestBrokerOptions = {}): Promise<TestBroker> {
  if (inject('mosquitto') !== undefined) throw new Error('A test of our broker alone stands in oursAlone()');
  const {
    limits = {},
    tuning = {},
    tuningRules,
    sys,
    faults = defaultConfig.faults,
    time,
    allowedOrigins = [],
    access = openAccess,
  } = options;
  const seen: string[] = [];
  const mistakes: string[] = [];
  const broker = await start(
    options.folder,
    {
      clock: time ?? { now: () => (performance.timeOrigin + performance.now()) * 1000 },
      random: Math.random,
      log: (level, _area, text) => {
        if (level === 'error') mistakes.push(text);
      },
      observer: options.observer ?? recorder(seen),
      access,
    },
    {
      ...defaultConfig,
      limits: { ...defaultLimits, ...limits },
      faults,
      tuning: tuningRules ?? { ...defaultConfig.tuning, broker: tuning },
      sys: sys ?? defaultConfig.sys,
    },
    time ?? systemTimers,
  );
  const tcp = await broker.listen({ transport: 'tcp', host: '127.0.0.1', port: 0, allowedOrigins: [] });
  const ws = await broker.listen({
    transport: 'ws',
    host: '127.0.0.1',
    port: 0,
    allowedOrigins: [...allowedOrigins],
  });
  if (!tcp.ok || !ws.ok) throw new Error('No free port');
  onTestFinished(async () => {
    const closed = broker.close();
    // Connections that linger are closed by a timer.
    time?.advance(10_000);
    await closed;
    if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  });
  return { broker, port: tcp.port, wsPort: ws.port, seen, forgetSeen: () => seen.splice(0) };
}

async function start(
  folder: string | undefined,
  ...needs: Required<Parameters<typeof createBroker>>
): Promise<Broker> {
  const [options, settings, timers] = needs;
  if (folder === undefined) return createBroker(options, settings, timers);
  const opened = await openBroker(options, folder, settings, timers);
  if (!opened.ok) throw new Error(opened.message);
  return opened.broker;
}

/** Waits for a state of the broker; needs the real time. */
export async function until({ broker }: TestBroker, isReached: () => boolean): Promise<void> {
  const changes: { told: () => void } = { told: () => undefined };
  const stop = broker.onChange(() => changes.told());
  while (!isReached()) {
    await new Promise<void>((resolve) => {
      changes.told = resolve;
    });
  }
  stop();
}

function recorder(seen: string[]): PacketObserver {
  let links = 0;
  return {
    linkOpened: ({ transport }) => {
      links += 1;
      seen.push(`${links} opened ${transport}`);
      return links as LinkId;
    },
    packet: (link, direction, version, frame, _time, touch) => {
      const faults = touch === undefined ? '' : ` {${touch.faults.join('; ')}}${touch.isCopy ? ' copy' : ''}`;
      seen.push(`${link} ${direction} v${version} ${hex(frame.subarray(0, 100))}${faults}`);
      return -1;
    },
    linkIdentified: (link, clientId, version) => {
      seen.push(`${link} is ${clientId} v${version}`);
    },
    linkClosed: (link, why) => {
      seen.push(`${link} closed: ${why}`);
    },
  };
}
