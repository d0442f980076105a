import type { TraceDetail, TraceStep } from '../../../app/contract/areas/trace/exchange.ts';
import type { DeliveryNote } from '../../capture/delivery-layout.ts';
import type { StoredExchange } from '../../trace/store/stored-exchange.ts';
import { noteKinds, noteWords } from './note-words.ts';
import { shortText } from './row-parts.ts';

/** Steps that a diagram has at most. */
const mostSteps = 500;

/** What is told beside packets: what the broker did, or how a connection began and ended. */
interface Told {
  readonly kind: TraceStep['kind'];
  readonly sequence: number | undefined;
  readonly time: number;
  readonly note: string;
  /** It is the client's doing, not the broker's. */
  readonly isClients?: boolean;
  /** Where it stands among steps of its time; else by its sequence number, or last. */
  readonly place?: number;
}

/** Between whom. */
export interface StepEnds {
  readonly client: number;
  readonly server: number;
}

type ToldPacket = Partial<Pick<TraceStep, 'packet' | 'qos' | 'retain' | 'certainty' | 'elsewhere'>>;

/** The steps of a diagram, brought in order when all are there. */
export class StepList {
  readonly #steps: TraceStep[] = [];
  /** Where a step that is no packet stands among those of its time. */
  readonly #places = new Map<TraceStep, number>();

  add(step: TraceStep): void {
    this.#steps.push(step);
  }

  /** One that is no packet of the exchange itself. */
  tell(
    { kind, sequence, time, note, place, isClients = false }: Told,
    { client, server }: StepEnds,
    exchange: StoredExchange,
    isContext: boolean,
    packet: ToldPacket = {},
  ): void {
    const step: TraceStep = {
      sequence,
      time,
      uncertainty: 0,
      from: isClients ? client : server,
      to: isClients ? server : client,
      kind,
      packet: '',
      dup: false,
      retain: false,
      note: shortText(new TextEncoder().encode(note)),
      exchange: exchange.id,
      isContext,
      certainty: 'known',
      ...packet,
      faults: [],
    };
    this.add(step);
    if (place !== undefined) this.#places.set(step, place);
  }

  tellNote(
    note: DeliveryNote,
    time: number,
    ends: StepEnds,
    exchange: StoredExchange,
    isContext: boolean,
  ): void {
    const what = { kind: noteKinds[note.event], sequence: undefined, time };
    this.tell({ ...what, note: noteWords(note) }, ends, exchange, isContext);
  }

  inOrder(): Pick<TraceDetail, 'steps' | 'stepsCut'> {
    const sorted = this.#steps.toSorted((a, b) => a.time - b.time || this.#placeOf(a) - this.#placeOf(b));
    return { steps: sorted.slice(0, mostSteps), stepsCut: Math.max(0, sorted.length - mostSteps) };
  }

  #placeOf(step: TraceStep): number {
    return this.#places.get(step) ?? step.sequence ?? Number.POSITIVE_INFINITY;
  }
}
