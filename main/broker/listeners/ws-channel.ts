import type { Socket } from 'node:net';
import type { RawData, WebSocket } from 'ws';
import type { Channel, ChannelEvents, ChannelOrigin } from '../peer/channel.ts';
import { addressOf } from './address.ts';
import { carrierOf } from './carrier-of.ts';

/** WebSocket close codes: normal, and "a kind of data that cannot be accepted". */
const normal = 1000;
const unsupportedData = 1003;

/** A control frame of a client is so much longer than what it carries. */
const controlFrameHead = 6;

/**
 * A WebSocket connection as a channel: its binary frames are a stream, packets may span them [MQTT-6.0.0-2]. `carrier`
 * is what it came by; only there it shows that a message has begun, as it is handed over when it is whole.
 */
export function wsChannel(socket: WebSocket, carrier: Socket, origin: ChannelOrigin): Channel {
  /** Bytes of the carrier that belong to messages handed over, to within one read. */
  let handedOver = carrier.bytesRead;
  const heard: { drained: () => void } = { drained: () => undefined };
  const written = () => {
    if (socket.bufferedAmount === 0 && socket.readyState === socket.OPEN) heard.drained();
  };
  return {
    address: addressOf(carrier.remoteAddress, carrier.remotePort),
    ...origin,
    get pendingBytes() {
      return socket.bufferedAmount;
    },
    get heldBytes() {
      return Math.max(0, carrier.bytesRead - handedOver);
    },
    listen: (events) => {
      heard.drained = () => events.drained();
      socket.on('message', () => {
        handedOver = carrier.bytesRead;
      });
      for (const control of ['ping', 'pong'] as const) {
        socket.on(control, (data) => {
          handedOver = Math.min(carrier.bytesRead, handedOver + controlFrameHead + data.length);
        });
      }
      hear(socket, events);
      carrier.on('data', () => events.held());
    },
    write: (bytes) => {
      if (socket.readyState === socket.OPEN) socket.send(bytes, { binary: true }, written);
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    finish: () => socket.close(normal),
    destroy: () => socket.terminate(),
    reset: () => {
      carrierOf(carrier).resetAndDestroy();
    },
  };
}

function hear(socket: WebSocket, events: ChannelEvents): void {
  let why = 'The client closed the WebSocket connection.';
  socket.on('message', (data, isBinary) => {
    if (isBinary) {
      receive(data, events);
      return;
    }
    why = 'A WebSocket frame was text, not binary [MQTT-6.0.0-1].';
    socket.close(unsupportedData, 'Only binary frames');
    events.ended(why);
  });
  socket.on('error', (error) => {
    why = `The WebSocket connection failed: ${error.message}.`;
  });
  socket.on('close', () => events.closed(why));
}

function receive(data: RawData, events: ChannelEvents): void {
  if (Array.isArray(data)) for (const part of data) events.received(part);
  else events.received(data instanceof ArrayBuffer ? new Uint8Array(data) : data);
}
