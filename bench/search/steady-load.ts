import { connect } from 'node:net';
import { connectFrame, publishFrames } from '../broker/frames.ts';

/** Milliseconds from one run of messages to the next. */
const pace = 10;

/** Publishes at QoS 0 at a steady rate until it is told to stop; answers how many that were. */
export async function publishSteadily(port: number, perSecond: number): Promise<() => number> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.setNoDelay(true).resume();
  socket.write(connectFrame('bench-steady', true));
  const { bytes, frameSize, count } = publishFrames(0);
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1000) * perSecond) - sent;
    for (let left = due; left > 0; left -= count) {
      socket.write(bytes.subarray(0, Math.min(left, count) * frameSize));
    }
    sent += due;
  }, pace);
  return () => {
    clearInterval(timer);
    socket.destroy();
    return sent;
  };
}
