import { Listeners } from '../../app/base/listeners.ts';
import { Turns } from '../../app/base/turns.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import type { Log } from '../capture/log.ts';
import type { Fleet } from '../devices/fleet.ts';
import { startFleet } from '../devices/fleet.ts';
import type { BrokerHost } from './broker/broker-host.ts';

interface Running {
  readonly fleet: Fleet;
  readonly port: number;
  readonly misbehaving: boolean;
}

/** The demo devices on the embedded broker: they stop with it. */
export class DeviceHost {
  readonly #broker: BrokerHost;
  readonly #log: Log;
  readonly #listeners = new Listeners();
  readonly #turns = new Turns();
  #running: Running | undefined;

  constructor(broker: BrokerHost, log: Log) {
    this.#broker = broker;
    this.#log = log;
    broker.onChange(() => this.#follow());
  }

  /** False if the broker is stopped. */
  start(misbehaving: boolean): Promise<boolean> {
    return this.#turns.run(async () => {
      const { port } = this.#broker;
      if (port === undefined) return false;
      await this.#end();
      this.#begin(port, misbehaving);
      return true;
    });
  }

  stop(): Promise<void> {
    return this.#turns.run(() => this.#end());
  }

  read(): FeedValue<'devices'> {
    return {
      running: this.#running !== undefined,
      misbehaving: this.#running?.misbehaving ?? false,
      devices: [...(this.#running?.fleet.devices() ?? [])],
    };
  }

  /** Devices that are on the broker at present. */
  get connected(): number {
    return this.read().devices.filter((device) => device.state === 'connected').length;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #begin(port: number, misbehaving: boolean): void {
    const fleet = startFleet({ port, misbehaving, onChange: () => this.#listeners.tell(), log: this.#log });
    this.#running = { fleet, port, misbehaving };
    this.#listeners.tell();
  }

  async #end(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.fleet.stop();
    this.#listeners.tell();
  }

  /** The broker stopped, or listens elsewhere now. */
  #follow(): void {
    const { kind } = this.#broker.state;
    if (this.#running === undefined || kind === 'starting') return;
    const { port } = this.#broker;
    if (port === this.#running.port) return;
    const { misbehaving } = this.#running;
    void (port === undefined ? this.stop() : this.start(misbehaving));
  }
}
