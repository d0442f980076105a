import { WebSocket } from 'ws';
import type { Wire, WireListener } from './wire.ts';

/** An open WebSocket as a wire: packets may begin and end anywhere in its messages [MQTT-6.0.0-2]. */
export function webSocketWire(socket: WebSocket): Wire {
  let failure: Error | undefined;
  let drained: () => void = () => undefined;
  socket.binaryType = 'nodebuffer';
  socket.pause();
  socket.on('error', (error) => {
    failure = error;
  });
  return {
    listen: (listener) => {
      drained = () => listener.drained();
      listen(socket, listener, () => failure);
      socket.resume();
    },
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes, drained);
    },
    get waiting() {
      return socket.bufferedAmount;
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => socket.close(1000),
    destroy: () => socket.terminate(),
  };
}

function listen(socket: WebSocket, listener: WireListener, failure: () => Error | undefined): void {
  let error: Error | undefined;
  socket.on('message', (data, isBinary) => {
    if (!isBinary) {
      error = new Error('The broker sent a WebSocket text frame; MQTT is sent in binary ones [MQTT-6.0.0-1]');
      socket.terminate();
    } else if (data instanceof Uint8Array) {
      listener.received(data);
    }
  });
  socket.once('close', (code, reason) => listener.closed(error ?? failure() ?? closeError(code, reason)));
}

/** 1000 and 1005 are a close without complaint; 1006 is one without a close frame, as TCP has it all the time. */
function closeError(code: number, reason: Buffer): Error | undefined {
  if (code === 1000 || code === 1005 || code === 1006) return undefined;
  return new Error(`The broker closed the WebSocket with code ${code} ${reason.toString('utf8')}`.trim());
}
