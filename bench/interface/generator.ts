// A process of the load: `node generator.ts PORT`. Publishes at the rate that it is told last, spread evenly over time, to
// 1,000 topics; each payload carries when it was published, in ms since 1970. A probe of its own topic comes beside it.
import { once } from 'node:events';
import { connect } from 'node:net';
import { encode } from '../../app/mqtt/encode.ts';
import { noProperties } from '../../app/mqtt/properties.ts';
import { connectFrame } from '../broker/frames.ts';

const topics = 1_000;
/** Milliseconds between two writes. */
const pace = 2;
/** Milliseconds between two probes, spread so that they do not beat with the pictures of a page. */
const probeEvery = { least: 40, spread: 60 };
const digits = 13;

const frames = framesOf(
  Array.from({ length: topics }, (_, index) => {
    const device = String(index % 100).padStart(2, '0');
    return `bench/line-${Math.floor(index / 100)}/device-${device}`;
  }),
  148,
);
const probe = framesOf(['bench/a-probe'], 40);

const socket = connect({ port: Number(process.argv[2]), host: '127.0.0.1', noDelay: true });
await once(socket, 'connect');
socket.write(connectFrame('generator', true));
await once(socket, 'data');
socket.resume();

let rate = 0;
let next = 0;
let owed = 0;
let last = performance.now();
let probeAt = 0;
let published = 0;

process.on('message', (wanted: number) => {
  process.send?.(published);
  rate = wanted;
});
process.on('disconnect', () => process.exit(0));
process.send?.(published);
setInterval(publish, pace);

function publish(): void {
  const now = performance.now();
  owed += (rate * (now - last)) / 1_000;
  last = now;
  if (rate > 0 && now >= probeAt) {
    probeAt = now + probeEvery.least + Math.random() * probeEvery.spread;
    socket.write(stamped(probe, 0, 1));
  }
  // What a stalled machine could not publish in time is not made up for: the page would be measured on a burst.
  if (owed > rate / 10) owed = rate / 10;
  // The broker pushes back: there is nothing to gain by more.
  if (socket.writableNeedDrain) owed = 0;
  while (owed >= 1) {
    const count = Math.min(Math.floor(owed), topics - next);
    socket.write(stamped(frames, next, count));
    owed -= count;
    published += count;
    next = (next + count) % topics;
  }
}

interface Frames {
  readonly bytes: Buffer;
  readonly size: number;
  /** Where the time stands in each. */
  readonly timeAt: number;
}

/** Frames of one size, end to end. */
function framesOf(names: readonly string[], payloadSize: number): Frames {
  const start = `{"t":${'0'.repeat(digits)},"value":21.5,"n":"`;
  const payload = Buffer.from(`${start}${'x'.repeat(Math.max(0, payloadSize - start.length))}"}`);
  const all = names.map((topic) =>
    encode(
      { type: 'publish', topic, payload, qos: 0, retain: false, dup: false, id: 0, properties: noProperties },
      4,
    ),
  );
  const bytes = Buffer.concat(all);
  return { bytes, size: all[0]?.length ?? 0, timeAt: bytes.indexOf('"t":') + 4 };
}

/** A copy of some of the frames with the time of now. */
function stamped({ bytes, size, timeAt }: Frames, from: number, count: number): Buffer {
  const copy = Buffer.from(bytes.subarray(from * size, (from + count) * size));
  const time = Buffer.from(String(Date.now()));
  for (let at = timeAt; at < copy.length; at += size) time.copy(copy, at);
  return copy;
}
