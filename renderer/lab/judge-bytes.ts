import { decode } from '../../app/mqtt/decode.ts';
import { Framer } from '../../app/mqtt/framer.ts';
import { ProtocolError } from '../../app/mqtt/protocol-error.ts';
import { texts } from '../texts/en.ts';
import { closing, reasonText, said, willFate } from './expectations.ts';
import type { Judgement } from './judge-packet.ts';
import { judgePacket, secondConnect } from './judge-packet.ts';
import type { Terms } from './terms.ts';

const words = texts.lab.expect.raw;

/** Packets that are judged; a tester sends few. */
const judgedPackets = 8;
/** Packet too large: of what was typed, one that is cut off. */
const tooLarge = 0x95;

/** What a broker that has accepted the connection should make of those bytes, packet by packet. */
export function judgeBytes(bytes: Uint8Array, terms: Terms): string {
  if (bytes.length === 0) return words.empty;
  const judged: Judgement[] = [];
  let packets = 0;
  const framer = new Framer({ maximumPacketSize: bytes.length });
  const tail = (): string => {
    try {
      framer.push(bytes, (frame) => {
        packets += 1;
        if (judged.at(-1)?.isEnd === true || judged.length === judgedPackets) return;
        judged.push(judgeFrame(frame, terms));
      });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return error.reasonCode === tooLarge ? words.partial : wrong(error, terms);
    }
    return framer.pending > 0 ? words.partial : '';
  };
  const end = tail();
  const isEnd = judged.at(-1)?.isEnd === true;
  const isMore = packets > judged.length || (isEnd && end !== '');
  return said(
    ...judged.map(({ text }) => text),
    isMore ? (isEnd ? words.notRead : words.more) : '',
    isEnd ? '' : end,
  );
}

function judgeFrame(frame: Uint8Array, terms: Terms): Judgement {
  // Whatever is in a CONNECT: it is one too many.
  if ((frame[0] ?? 0) >> 4 === 1) return secondConnect(terms);
  try {
    return judgePacket(decode(frame, terms.version, 'client'), frame.length, terms);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { text: wrong(error, terms), isEnd: refusalOf(error, terms) === undefined };
  }
}

/** What 5.0 lets a broker answer instead of closing the connection (clause 4.13.2). */
const refusing = new Map<number, string>([
  [0x8f, 'SUBACK or UNSUBACK'],
  [0x90, 'PUBACK or PUBREC'],
]);

function refusalOf({ reasonCode }: ProtocolError, { version }: Terms): string | undefined {
  return version === 5 ? refusing.get(reasonCode) : undefined;
}

function wrong(error: ProtocolError, terms: Terms): string {
  const what = words.malformed(error.message, error.clause);
  const answer = refusalOf(error, terms);
  if (answer !== undefined) return said(what, words.refuses(answer, reasonText(error.reasonCode)));
  return said(what, closing(terms, error.reasonCode), willFate(terms));
}
