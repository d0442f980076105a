import { messageOf } from '../../../../app/base/message-of.ts';
import type { Answer } from '../../../../app/contract/answer.ts';
import { failure, success } from '../../../../app/contract/answer.ts';
import type { FaultSet } from '../../../../app/contract/areas/broker/fault.ts';
import { faultFile } from '../../../../app/contract/areas/broker/fault.ts';
import type { FeedValue } from '../../../../app/contract/contract-types.ts';
import type { CallHandlers, FeedHandlers } from '../../../../app/contract/handlers.ts';
import { schemaFaults } from '../../../../app/contract/schema-faults.ts';
import type { HeldPacket } from '../../../broker/faults/held-packets.ts';
import { cutText } from '../../../views/broker/cut-text.ts';
import type { Timers } from '../../../views/timers.ts';
import type { FaultBook } from '../../broker/fault-book.ts';

type FaultCall =
  | 'faults.switch'
  | 'faults.put'
  | 'faults.remove'
  | 'faults.release'
  | 'faults.export'
  | 'faults.import';

/** Milliseconds after which hits are read again while faults are on and somebody looks. */
const hitInterval = 500;

export function faultCallHandlers(book: FaultBook): Pick<CallHandlers, FaultCall> {
  return {
    'faults.switch': ({ on }) => {
      book.switch(on);
      return success({});
    },
    'faults.put': async ({ rule, replaces }) => done(await book.put(rule, replaces)),
    'faults.remove': async ({ name }) => done(await book.remove(name)),
    'faults.release': ({ ids, how }) => success({ released: book.broker?.faults.release(ids, how) ?? 0 }),
    'faults.export': () => {
      // Whoever starts a broker with it says there that they are on.
      const faults: FaultSet = { on: false, rules: [...book.rules] };
      return success({ text: `${JSON.stringify({ faults }, undefined, 2)}\n` });
    },
    'faults.import': async ({ text }) => {
      const file = readFile(text);
      if (!file.ok) return file;
      const problem = await book.add(file.value.rules);
      if (problem !== undefined) return failure('failed', problem);
      return success({ added: file.value.rules.length });
    },
  };
}

export function faultFeedHandlers(book: FaultBook, timers: Timers): Pick<FeedHandlers, 'faults'> {
  return {
    faults: (_params, changed) => {
      const stop = book.onChange(changed);
      const watch = hitWatch(book, timers, changed);
      return {
        update: () => undefined,
        read: () => read(book),
        close: () => {
          stop();
          watch();
        },
      };
    },
  };
}

function done(problem: string | undefined): Answer<Record<never, never>> {
  return problem === undefined ? success({}) : failure('failed', problem);
}

function readFile(text: string): Answer<FaultSet> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return failure('invalid', `The file is no JSON: ${messageOf(error)}.`);
  }
  const checked = faultFile.safeParse(value);
  if (checked.success) return success(checked.data.faults);
  return failure(
    'invalid',
    `No rule was imported, as the file is not as expected: ${schemaFaults(checked.error)}.`,
  );
}

function read(book: FaultBook): FeedValue<'faults'> {
  const state = book.broker?.faults.state;
  return {
    on: book.set.on,
    isRunning: state !== undefined,
    rules: [...book.rules],
    hits: book.rules.map(({ name }) => state?.hits.get(name) ?? 0),
    held: (state?.held ?? []).map(heldRow),
    heldInAll: state?.heldInAll ?? 0,
    overflowed: state?.overflowed ?? 0,
    problem: book.problem?.slice(0, 2_000),
  };
}

function heldRow({ clientId, topic, ...rest }: HeldPacket & { readonly id: number }) {
  return { ...rest, client: cutText(clientId), topic: topic === undefined ? undefined : cutText(topic) };
}

/** Hits are not told one by one: they are looked at from time to time. */
function hitWatch(book: FaultBook, timers: Timers, changed: () => void): () => void {
  let last = '';
  const look = (): void => {
    const now = JSON.stringify([...(book.broker?.faults.state.hits.values() ?? [])]);
    if (now !== last) changed();
    last = now;
    cancel = timers.after(hitInterval, look);
  };
  let cancel = timers.after(hitInterval, look);
  return () => cancel();
}
