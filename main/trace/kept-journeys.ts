import { z } from 'zod';
import type { Qos } from '../../app/mqtt/packet.ts';
import type { Settled } from './exchange.ts';
import { TextNumbers } from './text-numbers.ts';

/** A message of which something goes on. */
interface KeptJourney {
  readonly id: number;
  readonly topic: string;
  readonly begun: number;
  readonly expected: number;
  readonly done: number;
  readonly failed: number;
  readonly deliveredQos: Qos | undefined;
  readonly lastTime: number;
  readonly isPublished: boolean;
  readonly isRouted: boolean;
  readonly settledAs: Pick<Settled, 'outcome' | 'detail'> | undefined;
}

/** Journeys as numbers, as `kept-exchanges.ts` has exchanges. */
export const keptJourneys = z.object({
  wide: z.instanceof(Float64Array),
  narrow: z.instanceof(Uint32Array),
  texts: z.array(z.string()),
});
export type KeptJourneys = z.infer<typeof keptJourneys>;

const wideNumbers = 2;
const narrowNumbers = 7;
const flagPublished = 1;
const flagRouted = 2;
/** What it is settled as; in bits 4 and 5 the delivered QoS, 3 for none. */
const flagUnheard = 4;
const flagRefused = 8;

/** Journeys as numbers and texts, for a checkpoint. */
export function packJourneys(journeys: Iterable<KeptJourney>): KeptJourneys {
  const wide: number[] = [];
  const narrow: number[] = [];
  const texts = new TextNumbers();
  for (const journey of journeys) {
    const { id, lastTime, begun, expected, done, failed, topic, settledAs } = journey;
    wide.push(id, lastTime);
    narrow.push(begun, expected, done, failed, flagsOf(journey));
    narrow.push(texts.number(topic), texts.number(settledAs?.detail ?? ''));
  }
  return { wide: Float64Array.from(wide), narrow: Uint32Array.from(narrow), texts: texts.texts };
}

/** The same journeys, in their order. */
export function* unpackJourneys({ wide, narrow, texts }: KeptJourneys): Iterable<KeptJourney> {
  for (let index = 0; index * wideNumbers < wide.length; index += 1) {
    const [id = 0, lastTime = 0] = wide.subarray(index * wideNumbers);
    const [begun = 0, expected = 0, done = 0, failed = 0, flags = 0, topic = 0, detail = 0] = narrow.subarray(
      index * narrowNumbers,
    );
    yield {
      id,
      lastTime,
      begun,
      expected,
      done,
      failed,
      topic: texts[topic] ?? '',
      deliveredQos: qosOf(flags >>> 4),
      isPublished: (flags & flagPublished) !== 0,
      isRouted: (flags & flagRouted) !== 0,
      settledAs: settledOf(flags, texts[detail] ?? ''),
    };
  }
}

function flagsOf({ isPublished, isRouted, settledAs, deliveredQos }: KeptJourney): number {
  const qos: number = deliveredQos ?? 3;
  return (
    (isPublished ? flagPublished : 0) |
    (isRouted ? flagRouted : 0) |
    (settledAs?.outcome === 'no-subscriber' ? flagUnheard : 0) |
    (settledAs?.outcome === 'refused' ? flagRefused : 0) |
    (qos << 4)
  );
}

function settledOf(flags: number, detail: string): KeptJourney['settledAs'] {
  if ((flags & flagUnheard) !== 0) return { outcome: 'no-subscriber', detail };
  return (flags & flagRefused) === 0 ? undefined : { outcome: 'refused', detail };
}

function qosOf(bits: number): Qos | undefined {
  return bits === 0 || bits === 1 || bits === 2 ? bits : undefined;
}
