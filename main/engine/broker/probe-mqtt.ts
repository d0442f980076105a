import { connect } from 'node:net';
import { encode } from '../../../app/mqtt/encode.ts';
import { noProperties } from '../../../app/mqtt/properties.ts';

/** Milliseconds to answer in. */
const patience = 1_000;
const connack = 0x20;

/** Whether somebody on this port of this machine answers a CONNECT with a CONNACK, whatever it says. */
export function probeMqtt(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(patience, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', () => socket.write(hello()));
    socket.once('data', (data) => end(data[0] === connack));
  });
}

function hello(): Uint8Array {
  return encode(
    {
      type: 'connect',
      protocolVersion: 4,
      cleanStart: true,
      keepAlive: 5,
      clientId: '',
      will: undefined,
      username: undefined,
      password: undefined,
      properties: noProperties,
    },
    4,
  );
}
