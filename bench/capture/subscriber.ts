// A subscriber in a process of its own that only counts: MQTT.js as it comes, MQTT.js tuned, or a socket that is read and
// nothing more, which shows what the generator can give.
import { connect as connectSocket } from 'node:net';
import type { IClientOptions } from 'mqtt';
import { connect as connectMqtt, MqttClient } from 'mqtt';
import type { Qos } from '../../app/mqtt/packet.ts';
import { connectFrame, subscribeFrame } from '../broker/frames.ts';
import { obey } from '../frame/load-process.ts';

/** What the process of bare subscribers is told to do. */
export type SubscriberOrder =
  | {
      readonly do: 'open';
      readonly kind: 'default' | 'tuned' | 'sink';
      readonly port: number;
      readonly qos: Qos;
    }
  | { readonly do: 'count' }
  | { readonly do: 'close' };

/** What it answers. */
export interface SubscriberCount {
  readonly messages: number;
  /** In ms of the machine's clock. */
  readonly time: number;
  /** Bytes of heap in use and of the whole process. */
  readonly heap: number;
  readonly resident: number;
}

obey(subscribing());

/** What the process does on each order: it has one subscriber at a time. */
function subscribing() {
  let messages = 0;
  let close: () => void = () => undefined;
  const counted = () => {
    messages += 1;
  };
  return async (order: SubscriberOrder): Promise<SubscriberCount> => {
    if (order.do === 'open') {
      messages = 0;
      if (order.kind === 'sink') close = sink(order.port);
      else close = await mqttjs(order.kind === 'tuned', order.port, order.qos, counted);
    } else if (order.do === 'close') close();
    const { heapUsed, rss } = process.memoryUsage();
    return { messages, time: performance.timeOrigin + performance.now(), heap: heapUsed, resident: rss };
  };
}

async function mqttjs(isTuned: boolean, port: number, qos: Qos, onMessage: () => void): Promise<() => void> {
  const options: IClientOptions = { host: '127.0.0.1', port, reconnectPeriod: 0 };
  const client = isTuned
    ? new MqttClient(() => corking(port), { ...options, log: () => undefined })
    : connectMqtt(options);
  client.on('message', onMessage);
  await new Promise<void>((resolve, reject) => {
    client.once('error', reject);
    client.once('connect', () =>
      client.subscribe('#', { qos }, (error) => (error ? reject(error) : resolve())),
    );
  });
  return () => client.end(true);
}

/** A socket that sends what is written in one turn of the loop at once. */
function corking(port: number) {
  const socket = connectSocket({ port, host: '127.0.0.1', noDelay: true });
  const write = socket.write.bind(socket);
  let isCorked = false;
  const corked = (...given: Parameters<typeof write>) => {
    if (!isCorked) {
      isCorked = true;
      socket.cork();
      setImmediate(() => {
        isCorked = false;
        socket.uncork();
      });
    }
    return write(...given);
  };
  return Object.assign(socket, { write: corked });
}

function sink(port: number): () => void {
  const buffer = Buffer.allocUnsafe(1_048_576);
  const socket = connectSocket({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: { buffer, callback: () => true },
  });
  socket.write(connectFrame('bench-sink', true));
  socket.write(subscribeFrame(0));
  return () => socket.destroy();
}
