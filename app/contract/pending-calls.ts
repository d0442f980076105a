import type { Answer } from './answer.ts';
import { failure } from './answer.ts';
import type { CallName } from './calls.ts';
import type { CallInput, CallOutput } from './contract-types.ts';
import { callSchemas } from './contract-types.ts';
import type { ClientMessage } from './wire.ts';
import { describeIssues } from './wire.ts';

/** The questions of one client that wait for their answers. */
export class PendingCalls {
  readonly #post: (message: ClientMessage) => boolean;
  readonly #waiting = new Map<number, (answer: Answer<unknown>) => void>();
  #nextId = 0;
  #ended = false;

  constructor(post: (message: ClientMessage) => boolean) {
    this.#post = post;
  }

  async call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    signal?: AbortSignal,
  ): Promise<Answer<CallOutput<N>>> {
    if (this.#ended) return lost(name);
    if (signal?.aborted) return cancelled(name);
    const answer = await this.#ask(name, input, signal);
    if (!answer.ok) return answer;
    const parsed = callSchemas[name].output.safeParse(answer.value);
    if (parsed.success) return { ok: true, value: parsed.data };
    return failure(
      'failed',
      `The answer to ${name} does not fit the contract: ${describeIssues(parsed.error)}`,
    );
  }

  answered(id: number, answer: Answer<unknown>): void {
    this.#waiting.get(id)?.(answer);
  }

  end(): void {
    this.#ended = true;
    for (const settle of [...this.#waiting.values()]) settle(lost('the call'));
  }

  #ask(name: CallName, input: unknown, signal: AbortSignal | undefined): Promise<Answer<unknown>> {
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const settle = (answer: Answer<unknown>) => {
        this.#waiting.delete(id);
        signal?.removeEventListener('abort', giveUp);
        resolve(answer);
      };
      const giveUp = () => {
        this.#post({ kind: 'cancel', id });
        settle(cancelled(name));
      };
      this.#waiting.set(id, settle);
      signal?.addEventListener('abort', giveUp);
      if (!this.#post({ kind: 'call', id, name, input })) settle(tooLarge(name));
    });
  }
}

function lost(what: string) {
  return failure('lost', `The connection to the engine ended before ${what} was answered.`);
}

function tooLarge(name: CallName) {
  return failure('invalid', `The input of ${name} is larger than what may be sent to the engine at once.`);
}

function cancelled(name: CallName) {
  return failure('cancelled', `${name} was cancelled; what the engine had begun may still have happened.`);
}
