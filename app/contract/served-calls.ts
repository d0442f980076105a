import type { Answer, Failure } from './answer.ts';
import { failure } from './answer.ts';
import type { CallName } from './calls.ts';
import type { CallOutput } from './contract-types.ts';
import { callSchemas, isCallName } from './contract-types.ts';
import type { CallHandlers, OnBug } from './handlers.ts';
import type { Port } from './port.ts';
import type { HostMessage } from './wire.ts';
import { describeIssues } from './wire.ts';

/** Calls under way on one port; what comes beyond is answered `busy`. */
export const maximumCallsUnderWay = 256;

/** The calls of one port, from question to answer. */
export class ServedCalls {
  readonly #port: Port;
  readonly #handlers: CallHandlers;
  readonly #onBug: OnBug;
  readonly #underWay = new Map<number, AbortController>();

  constructor(port: Port, handlers: CallHandlers, onBug: OnBug) {
    this.#port = port;
    this.#handlers = handlers;
    this.#onBug = onBug;
  }

  call(id: number, name: string, input: unknown): void {
    const refusal = this.#refusal(id, name);
    if (refusal !== undefined) this.#post(id, refusal);
    else if (isCallName(name)) this.#begin(id, name, input);
  }

  cancel(id: number): void {
    this.#underWay.get(id)?.abort();
  }

  end(): void {
    for (const controller of this.#underWay.values()) controller.abort();
    this.#underWay.clear();
  }

  #refusal(id: number, name: string): Failure | undefined {
    if (!isCallName(name)) return failure('unknown', `There is no call of this name: ${name}`);
    if (this.#underWay.has(id)) return failure('invalid', `Call ${id} is under way already.`);
    if (this.#underWay.size < maximumCallsUnderWay) return undefined;
    return failure('busy', `${maximumCallsUnderWay} calls are under way already.`);
  }

  #begin(id: number, name: CallName, input: unknown): void {
    const controller = new AbortController();
    this.#underWay.set(id, controller);
    const broken = (error: unknown) => {
      this.#onBug(error, name);
      this.#finish(id, controller, failure('failed', `${name} failed inside the engine; its log says more.`));
    };
    this.#ask(name, input, controller.signal)
      .then((answer) => {
        if (!this.#finish(id, controller, answer))
          broken(new Error('The answer is larger than the port carries.'));
      })
      .catch(broken);
  }

  async #ask<N extends CallName>(
    name: N,
    input: unknown,
    signal: AbortSignal,
  ): Promise<Answer<CallOutput<N>>> {
    const parsed = callSchemas[name].input.safeParse(input);
    if (!parsed.success) return failure('invalid', `${name}: ${describeIssues(parsed.error)}`);
    return this.#handlers[name](parsed.data, { signal });
  }

  /** False when the answer was too large to be sent; the call is under way still. */
  #finish(id: number, controller: AbortController, answer: Answer<unknown>): boolean {
    if (this.#underWay.get(id) !== controller) return true;
    // A port that finds itself closed ends its calls at once.
    if (!this.#post(id, answer)) return this.#underWay.get(id) !== controller;
    this.#underWay.delete(id);
    return true;
  }

  #post(id: number, answer: Answer<unknown>): boolean {
    return this.#port.post({ kind: 'answer', id, answer } satisfies HostMessage);
  }
}
