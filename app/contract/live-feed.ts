import type { ContractError, Failure } from './answer.ts';
import { failure } from './answer.ts';
import type { FeedParams, FeedValue } from './contract-types.ts';
import { feedSchemas } from './contract-types.ts';
import type { FeedOutlet } from './feed-sender.ts';
import { FeedSender } from './feed-sender.ts';
import type { FeedName } from './feeds.ts';
import type { FeedHandlers } from './handlers.ts';
import { describeIssues } from './wire.ts';

/** A watch under way, with the type of its parameters kept inside. */
export interface LiveFeed {
  readonly name: FeedName;
  /** Reads and sends for the first time. */
  begin(): void;
  /** Answers what is wrong with the parameters, if anything. */
  update(update: number, params: unknown): ContractError | undefined;
  taken(): void;
  close(): void;
}

/** Checks the parameters and makes the source. Throws what the handler throws. */
export function openFeed<N extends FeedName>(
  name: N,
  params: unknown,
  handlers: FeedHandlers,
  outlet: FeedOutlet<FeedValue<N>>,
): LiveFeed | Failure {
  const parsed = checkParams(name, params);
  if (!parsed.ok) return parsed;
  let sender: FeedSender<FeedParams<N>, FeedValue<N>> | undefined;
  const source = handlers[name](parsed.value, () => sender?.changed());
  if ('ok' in source) return source;
  const made = new FeedSender(source, outlet);
  sender = made;
  return {
    name,
    begin: () => made.changed(),
    update: (update, next) => {
      const checked = checkParams(name, next);
      if (!checked.ok) return checked.error;
      made.update(update, checked.value);
      return undefined;
    },
    taken: () => made.taken(),
    close: () => made.close(),
  };
}

function checkParams<N extends FeedName>(name: N, params: unknown) {
  const parsed = feedSchemas[name].params.safeParse(params);
  if (parsed.success) return { ok: true, value: parsed.data } as const;
  return failure('invalid', `${name}: ${describeIssues(parsed.error)}`);
}
