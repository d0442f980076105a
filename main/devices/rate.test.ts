import type { IPublishPacket } from 'mqtt';
import { expect, test } from 'vitest';
import { matches } from '../../app/mqtt/topic.ts';
import type { Link, MessageListener } from './device.ts';
import { goodDevices } from './running-devices.ts';

/** Time that goes on as soon as all is done that was to be done at one moment of it. */
class PlayedTime {
  now = 0;
  readonly #due: { readonly at: number; readonly task: () => void }[] = [];

  after(milliseconds: number, task: () => void): void {
    this.#due.push({ at: this.now + milliseconds, task });
  }

  playTo(end: number): void {
    for (;;) {
      const next = this.#due.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) return;
      this.#due.splice(this.#due.indexOf(next), 1);
      this.now = next.at;
      next.task();
    }
  }
}

/** What all devices publish within so many seconds, on a broker that takes no time: their topics. */
function published(seconds: number): readonly string[] {
  const time = new PlayedTime();
  const topics: string[] = [];
  const subscriptions: { readonly filter: string; readonly listener: MessageListener }[] = [];
  const publish: Link['publish'] = (topic, payload, options = {}) => {
    topics.push(topic);
    const body = Buffer.from(payload);
    const packet: IPublishPacket = {
      cmd: 'publish',
      topic,
      payload: body,
      qos: options.qos ?? 0,
      dup: false,
      retain: false,
      ...(options.properties === undefined ? {} : { properties: options.properties }),
    };
    for (const { filter, listener } of subscriptions) {
      if (matches(filter, topic)) listener(topic, body, packet);
    }
  };
  const every: Link['every'] = (milliseconds, random, task) => {
    const run = () => {
      task();
      time.after(milliseconds, run);
    };
    time.after(milliseconds * random(), run);
  };
  const link: Link = {
    publish,
    publishJson: (topic, value, options) => publish(topic, JSON.stringify(value), options),
    subscribe: (filter, _qos, listener) => subscriptions.push({ filter, listener }),
    onConnected: (task) => time.after(0, task),
    every,
    after: (milliseconds, task) => time.after(milliseconds, task),
  };
  const world = {
    host: '',
    port: 0,
    manner: undefined,
    log: () => undefined,
    now: () => time.now,
    random: () => 0.5,
  };
  for (const device of goodDevices(world)) device.run(link, world);
  time.playTo(seconds * 1_000);
  return topics;
}

test('The devices together send between 50 and 150 messages a second', () => {
  const seconds = 30;

  const rate = published(seconds).length / seconds;

  expect(rate).toBeGreaterThan(50);
  expect(rate).toBeLessThan(150);
});
