import { failure, success } from '../../../app/contract/answer.ts';
import type { LabState } from '../../../app/contract/areas/lab.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import type { ConnectionBook } from '../connection-book.ts';
import { valueFeed } from '../value-feed.ts';

/** What a tester has a connection do; see `main/connection/lab`. */
export function labCallHandlers(
  book: ConnectionBook,
): Pick<CallHandlers, 'lab.act' | 'lab.gate' | 'lab.release'> {
  return {
    'lab.act': async ({ source, action }) => book.find(source)?.lab.act(action) ?? notOpen,
    'lab.gate': async ({ source, gate }) => {
      const lab = book.find(source)?.lab;
      if (lab === undefined) return notOpen;
      lab.set(gate);
      return success({});
    },
    'lab.release': async ({ source, packet }) => {
      const lab = book.find(source)?.lab;
      return lab === undefined ? notOpen : success({ released: lab.release(packet) });
    },
  };
}

export function labFeedHandlers(book: ConnectionBook): Pick<FeedHandlers, 'lab'> {
  return {
    lab: (params, changed) => {
      let { source } = params;
      const read = () => book.find(source)?.lab.state() ?? untouched;
      return {
        ...valueFeed(read, (listener) => book.onChange(listener), changed),
        update: (next) => {
          source = next.source;
        },
      };
    },
  };
}

const untouched: LabState = {
  gate: { holds: [], delayMs: 0 },
  held: [],
  heldCount: 0,
  overflow: 0,
  rival: 'none',
};

const notOpen = failure(
  'not-connected',
  'This connection was not opened yet.',
  'Connect it, then try again.',
);
