import { drawOf } from '../draw.ts';
import { badConnection } from './case.ts';
import { HealthyPair } from './healthy-pair.ts';

/** Bad connections at once; beside each such round the healthy pair exchanges a message. */
const lanes = 20;

interface FuzzOptions {
  readonly port: number;
  /** Whole and not 0; the same seed and count make the same connections. */
  readonly seed: number;
  readonly count: number;
  /** Called after each round with how many there were. */
  readonly onRound?: (done: number) => void;
}

/** Makes bad connections beside healthy traffic and answers all that was not as it must be; none is the aim. */
export async function runFuzz({ port, seed, count, onRound }: FuzzOptions): Promise<readonly string[]> {
  const draw = drawOf(seed);
  const pair = await HealthyPair.connect(port);
  const complaints: string[] = [];
  for (let done = 0; done < count; ) {
    const round = Math.min(lanes, count - done);
    // Each case has numbers of its own, so that the order in which sockets answer changes nothing.
    const cases = Array.from({ length: round }, (_, lane) =>
      badConnection(port, drawOf(draw.number(1, 2 ** 31 - 1)), done + lane),
    );
    const told = await Promise.all([pair.exchange(), ...cases]);
    for (const complaint of told) if (complaint !== undefined) complaints.push(complaint);
    done += round;
    onRound?.(done);
  }
  if (!(await pair.isQuiet())) complaints.push('the healthy subscriber got more than was sent');
  pair.close();
  return complaints;
}
