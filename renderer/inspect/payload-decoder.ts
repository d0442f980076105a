import type { DecodedPayload, DecodeRequest } from './decode-payload.ts';
import { undecoded } from './decode-payload.ts';

/** What a decoder needs of a worker. */
type DecodeWorker = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;

/** What became of a request. */
export interface DecodeOutcome {
  readonly request: DecodeRequest;
  readonly decoded: DecodedPayload;
}

/**
 * Decodes one payload after the other in a worker; those that came and went meanwhile are left out. So a topic whose
 * messages come faster than they can be decoded shows one after all, and not more than one is ever under way.
 */
export class PayloadDecoder {
  readonly #make: () => DecodeWorker;
  readonly #tell: (outcome: DecodeOutcome) => void;
  #worker: DecodeWorker | undefined;
  #underWay: DecodeRequest | undefined;
  #next: DecodeRequest | undefined;

  /** The worker is made by the first request. */
  constructor(make: () => DecodeWorker, tell: (outcome: DecodeOutcome) => void) {
    this.#make = make;
    this.#tell = tell;
  }

  decode(request: DecodeRequest): void {
    if (this.#underWay === undefined) this.#begin(request);
    else this.#next = request;
  }

  /** Ends the worker with whatever it does. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#underWay = undefined;
    this.#next = undefined;
  }

  #begin(request: DecodeRequest): void {
    this.#underWay = request;
    this.#worker ??= this.#started();
    this.#worker.postMessage(request);
  }

  #started(): DecodeWorker {
    const worker = this.#make();
    worker.addEventListener('message', ({ data }: MessageEvent<DecodedPayload>) => this.#done(worker, data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#done(worker, undecoded(event.message));
    });
    return worker;
  }

  #done(worker: DecodeWorker, decoded: DecodedPayload): void {
    const request = this.#underWay;
    // What an ended worker said before it ended.
    if (request === undefined || worker !== this.#worker) return;
    const next = this.#next;
    this.#underWay = undefined;
    this.#next = undefined;
    this.#tell({ request, decoded });
    if (next !== undefined) this.#begin(next);
  }
}
