import type { Version } from '../bytes.ts';
import { connect, hex } from '../bytes.ts';
import type { Draw } from '../draw.ts';
import type { RawClient } from '../raw-client.ts';
import { openRaw } from '../raw-client.ts';
import { firstMistakes } from './first-mistakes.ts';
import { laterMistakes } from './later-mistakes.ts';
import { illegal } from './legal-codes.ts';
import type { Expected, Mistake } from './mistake.ts';
import { mutation } from './mutation.ts';

/** What came of one bad connection that should not have; undefined if it was answered as the standard says. */
type Complaint = string | undefined;

const mistakes = [...firstMistakes, ...laterMistakes] as const;
/** One case in so many is bytes changed at random, of which only what comes back can be judged. */
const mutations = 4;

/** How many kinds of mistake there are. */
export const kinds = mistakes.length;

/** Makes one bad connection. `turn` chooses the kind, so that a run of `kinds` cases and more leaves none out. */
export async function badConnection(port: number, draw: Draw, turn: number): Promise<Complaint> {
  const mistake = mistakes[turn % mistakes.length];
  if (mistake === undefined || draw.once(mutations)) return mutated(port, draw);
  const version = draw.oneOf(mistake.versions);
  const complaint = await mistaken(port, draw, mistake, version, `fuzz ${turn}`);
  return complaint === undefined ? undefined : `${mistake.name}, level ${version}: ${complaint}`;
}

/** Milliseconds after which a connection that is still open counts as one that was not answered. */
const patience = 20_000;

async function mistaken(
  port: number,
  draw: Draw,
  mistake: Mistake,
  version: Version,
  id: string,
): Promise<Complaint> {
  const client = await openRaw(port);
  const wrong = mistake.make(draw, version);
  const expected = mistake.expected(version);
  if (!mistake.isFirst) {
    client.send(connect(version, { id }));
    const connack = await client.next();
    if (!connack.startsWith('20 ')) return `no CONNACK but ${connack}`;
  }
  sendInPieces(client, wrong, draw);
  const complaint = await inTime(client, judge(client, expected, version));
  return complaint === undefined ? undefined : `${complaint} to ${hex(wrong.subarray(0, 60))}`;
}

/** What was judged, or that nothing came of it; the connection is over in any case. */
async function inTime(client: RawClient, judged: Promise<Complaint>): Promise<Complaint> {
  let isOverdue = false;
  const timer = setTimeout(() => {
    isOverdue = true;
    client.socket.destroy();
  }, patience);
  const complaint = await judged;
  clearTimeout(timer);
  client.socket.destroy();
  return isOverdue ? 'the connection stayed open' : complaint;
}

/** In one piece or in several: a packet may come in any number of reads. */
function sendInPieces(client: RawClient, whole: Uint8Array, draw: Draw): void {
  let from = 0;
  while (draw.once(3) && from < whole.length - 1) {
    const to = draw.number(from + 1, whole.length - 1);
    client.send(whole.subarray(from, to));
    from = to;
  }
  client.send(whole.subarray(from));
}

async function judge(client: RawClient, expected: Expected, version: Version): Promise<Complaint> {
  switch (expected.kind) {
    case 'ended':
      return judgeEnd(await client.untilClosed(), version === 5 ? 'e0' : undefined, 6, expected.codes);
    case 'refused': {
      const packets = await client.untilClosed();
      if (packets.length === 0 && expected.mayBeSilent) return undefined;
      return judgeEnd(packets, '20', 9, expected.codes);
    }
    case 'answered':
      return judgeAnswer(await client.untilPong(), expected.begins);
  }
}

/** `type` begins the one packet that goes before the end, its code stands at `offset` of its text. */
function judgeEnd(
  packets: readonly string[],
  type: string | undefined,
  offset: number,
  codes: readonly number[],
): Complaint {
  const [packet, ...more] = packets;
  if (type === undefined) return packet === undefined ? undefined : `it answered ${packet} before it closed`;
  if (packet === undefined) return 'it closed without a word';
  const code = Number.parseInt(packet.slice(offset, offset + 2), 16);
  const isRight = more.length === 0 && packet.startsWith(type) && codes.includes(code);
  return isRight ? undefined : `it answered ${packets.join(', ')}`;
}

function judgeAnswer(packets: readonly string[], begins: readonly number[]): Complaint {
  const wanted = hex(Uint8Array.from(begins));
  const isRight =
    begins.length === 0 ? packets.length === 0 : packets.length === 1 && packets[0]?.startsWith(wanted);
  return isRight === true ? undefined : `it answered ${packets.join(', ')}`;
}

async function mutated(port: number, draw: Draw): Promise<Complaint> {
  const client = await openRaw(port);
  const whole = mutation(draw);
  const isRude = draw.once(2);
  client.socket.write(whole, () => {
    if (isRude) client.socket.destroy();
    else client.socket.end();
  });
  for (const packet of await client.untilClosed()) {
    const why = illegal(Buffer.from(packet.replaceAll(' ', ''), 'hex'));
    if (why !== undefined) return `${why}: ${packet} to ${hex(whole)}`;
  }
  return undefined;
}
