import { Socket } from 'node:net';
import type { IClientOptions, IClientPublishOptions, MqttClient } from 'mqtt';
import { connect, ErrorWithReasonCode } from 'mqtt';
import type { Device, DeviceState, Link, MessageListener, Surroundings } from './device.ts';

/** Messages that may wait for the broker before further ones are left out. */
const mostUnderWay = 2_000;
const reconnectMilliseconds = 1_000;
/** After a refusal, which does not pass by itself: seldom enough not to bury the refusals of others. */
const afterRefusalMilliseconds = 5_000;
const firstWithinMilliseconds = 3_000;
/** After this the socket is closed without waiting for the broker. */
const goodbyeMilliseconds = 3_000;

/** The connection of one device, which comes back by itself. */
export class DeviceLink implements Link {
  readonly #device: Device;
  readonly #client: MqttClient;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #changed: () => void;
  readonly #qos: 0 | 1 | 2 | undefined;
  #underWay = 0;
  #state: DeviceState['state'] = 'connecting';
  /** What has been logged since it was connected: each attempt may fail in the same way. */
  readonly #said = new Set<string>();

  constructor(device: Device, world: Surroundings, changed: () => void) {
    this.#device = device;
    this.#changed = changed;
    this.#qos = world.manner?.qos;
    this.#client = connect(clientOptions(device, world));
    this.#client.on('connect', () => {
      this.#client.options.reconnectPeriod = reconnectMilliseconds;
      this.#said.clear();
      // With Nagle's algorithm a small packet behind another waits for a delayed acknowledgement, which is to be found.
      if (this.#client.stream instanceof Socket) this.#client.stream.setNoDelay(true);
      this.#become('connected');
    });
    this.#client.on('close', () => {
      if (this.#state !== 'stopped') this.#become('connecting');
      const will = willOf(device);
      if (will !== undefined) this.#client.options.will = will;
    });
    this.#client.on('error', (error) => {
      if (error instanceof ErrorWithReasonCode) {
        this.#client.options.reconnectPeriod = afterRefusalMilliseconds;
      }
      // An acknowledgement that comes due while it says goodbye finds the stream ended: nothing is wrong then.
      if (this.#state === 'stopped' || this.#said.has(error.message)) return;
      this.#said.add(error.message);
      world.log(`${device.clientId}: ${error.message}`);
    });
    device.run(this, world);
  }

  get isConnected(): boolean {
    return this.#state === 'connected';
  }

  state(): DeviceState {
    const { name, clientId, what } = this.#device;
    return { name, clientId, what, state: this.#state };
  }

  publish(topic: string, payload: string | Buffer, options: IClientPublishOptions = {}): void {
    if (!this.isConnected || this.#underWay >= mostUnderWay) return;
    this.#underWay += 1;
    // An error here is a connection that went: the device goes on with what it measures next.
    const said = this.#qos === undefined ? options : { ...options, qos: this.#qos };
    this.#client.publish(topic, payload, said, () => {
      this.#underWay -= 1;
    });
  }

  publishJson(topic: string, value: unknown, options: IClientPublishOptions = {}): void {
    this.publish(topic, JSON.stringify(value), options);
  }

  subscribe(filter: string, qos: 0 | 1 | 2, listener: MessageListener): void {
    this.#client.subscribe(filter, { qos: this.#qos ?? qos });
    this.#client.on('message', (topic, payload, packet) => {
      if (isUnder(filter, topic)) listener(topic, payload, packet);
    });
  }

  onConnected(task: () => void): void {
    this.#client.on('connect', task);
  }

  every(milliseconds: number, random: () => number, task: () => void): void {
    const run = () => {
      if (this.isConnected) task();
    };
    this.#after(Math.min(milliseconds, firstWithinMilliseconds) * random(), () => {
      run();
      this.#timers.add(setInterval(run, milliseconds));
    });
  }

  after(milliseconds: number, task: () => void): void {
    this.#after(milliseconds, () => {
      if (this.isConnected) task();
    });
  }

  /** Says goodbye with a DISCONNECT, so that no will is published. */
  stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#become('stopped');
    return new Promise((resolve) => {
      const force = setTimeout(() => this.#client.end(true, () => resolve()), goodbyeMilliseconds);
      this.#client.end(false, () => {
        clearTimeout(force);
        resolve();
      });
    });
  }

  #after(milliseconds: number, task: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      task();
    }, milliseconds);
    this.#timers.add(timer);
  }

  #become(state: DeviceState['state']): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changed();
  }
}

function clientOptions(device: Device, world: Surroundings): IClientOptions {
  const { clientId, protocolVersion, sessionSeconds } = device;
  const will = willOf(device);
  return {
    protocol: 'mqtt',
    host: world.host,
    port: world.port,
    clientId,
    protocolVersion,
    clean: sessionSeconds === undefined,
    keepalive: 30,
    reconnectPeriod: reconnectMilliseconds,
    // Access rules come and go while a device runs: one that was refused tries again.
    reconnectOnConnackError: true,
    connectTimeout: 10_000,
    queueQoSZero: false,
    log: () => undefined,
    ...(will === undefined ? {} : { will }),
    ...(protocolVersion === 5 && sessionSeconds !== undefined
      ? { properties: { sessionExpiryInterval: sessionSeconds } }
      : {}),
  };
}

function willOf(device: Device): IClientOptions['will'] {
  const will = device.will?.();
  return will === undefined ? undefined : { ...will, payload: Buffer.from(will.payload) };
}

/** Whether a topic falls under a filter whose only wildcards are whole levels. */
function isUnder(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    if (index >= levels.length || (level !== '+' && level !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}
