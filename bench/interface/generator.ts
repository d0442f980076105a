// A process of the load: `node generator.ts PORT`. Publishes at the rate that it is told last, spread evenly over time, to
// 1,000 topics; each payload carries when it was published, in ms since 1970. A probe of its own topic comes beside it.
import { once } from 'node:events';
import { connect } from 'node:net';
import { connectFrame } from '../broker/frames.ts';
import { SteadyPublisher } from './steady-publisher.ts';

/** Milliseconds between two writes. */
const pace = 2;

const socket = connect({ port: Number(process.argv[2]), host: '127.0.0.1', noDelay: true });
await once(socket, 'connect');
socket.write(connectFrame('generator', true));
await once(socket, 'data');
socket.resume();

const publisher = new SteadyPublisher(socket);
const tell = () => process.send?.(publisher.published);
process.on('message', (wanted: number) => {
  tell();
  publisher.rate = wanted;
});
process.on('disconnect', () => process.exit(0));
tell();
setInterval(() => publisher.publish(), pace);
