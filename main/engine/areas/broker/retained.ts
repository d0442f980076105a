import { failure, success } from '../../../../app/contract/answer.ts';
import type { ListTarget } from '../../../../app/contract/areas/broker/list.ts';
import type { CallHandlers, FeedHandlers } from '../../../../app/contract/handlers.ts';
import type { Broker } from '../../../broker/broker.ts';
import type { KeptMessage } from '../../../broker/routing/kept-message.ts';
import type { Message } from '../../../broker/routing/message.ts';
import { collect } from '../../../views/broker/collect.ts';
import { cutText } from '../../../views/broker/cut-text.ts';
import { retainedList } from '../../../views/broker/retained-list.ts';
import { BackupReader, BackupTaker, Jobs } from '../../broker/backup-jobs.ts';
import type { BrokerBook } from '../../broker/broker-book.ts';
import { brokerStopped } from '../../broker/broker-book.ts';
import type { ClearedBook } from '../../broker/cleared-book.ts';
import type { RetainedWork } from '../../broker/retained-work.ts';
import { valueFeed } from '../../value-feed.ts';

type RetainedCall =
  | 'broker.retained.clear'
  | 'broker.retained.undo'
  | 'broker.retained.stop'
  | 'broker.backup.begin'
  | 'broker.backup.read'
  | 'broker.restore.take'
  | 'broker.restore.apply';

const namedTopics = 5;

export function brokerRetainedCallHandlers(
  book: BrokerBook,
  cleared: ClearedBook,
): Pick<CallHandlers, RetainedCall> {
  return {
    ...clearingHandlers(book, cleared),
    ...backupHandlers(book),
    ...restoreHandlers(book, cleared.work),
  };
}

export function brokerClearedFeedHandlers(cleared: ClearedBook): Pick<FeedHandlers, 'brokerCleared'> {
  const read = () => ({
    messages: cleared.last?.messages.length ?? 0,
    at: cleared.last?.at ?? 0,
    work: cleared.work.shown,
  });
  return {
    brokerCleared: (_params, changed) => valueFeed(read, (listener) => cleared.onChange(listener), changed),
  };
}

/** The retained messages that are meant, as they are now. */
async function messagesOf(book: BrokerBook, broker: Broker, target: ListTarget): Promise<KeptMessage[]> {
  const levels = await collect(retainedList(broker.inspection), target, book.around);
  return levels.flatMap(({ message }) => message ?? []);
}

function clearingHandlers(
  book: BrokerBook,
  cleared: ClearedBook,
): Pick<CallHandlers, 'broker.retained.clear' | 'broker.retained.undo' | 'broker.retained.stop'> {
  return {
    'broker.retained.clear': async ({ target, isDryRun }) => {
      const { broker } = book;
      const { work } = cleared;
      if (broker === undefined) return brokerStopped;
      const messages = await messagesOf(book, broker, target);
      const bytes = messages.reduce((sum, { size }) => sum + size, 0);
      const topics = messages.slice(0, namedTopics).map(({ topic }) => cutText(topic));
      if (isDryRun || messages.length === 0) {
        return success({ messages: messages.length, bytes, topics, left: 0 });
      }
      if (work.isUnderWay) return isBusy;
      const taken: Message[] = [];
      const left = await work.run('clear', messages, ({ topic }) => {
        const message = broker.control.clear(topic);
        if (message !== undefined) taken.push(message);
      });
      cleared.last = { broker, messages: taken, at: broker.inspection.clock.now() };
      return success({ messages: taken.length, bytes, topics, left: left.length });
    },
    'broker.retained.undo': async () => {
      const { last } = cleared;
      if (last === undefined) return failure('gone', 'There is nothing to put back any more.');
      if (cleared.work.isUnderWay) return isBusy;
      cleared.last = undefined;
      const { left, ...counts } = await putBack(cleared.work, last.broker, last.messages, false);
      if (left.length > 0) cleared.last = { ...last, messages: left };
      return success({ ...counts, left: left.length });
    },
    'broker.retained.stop': () => {
      cleared.work.stop();
      return success({});
    },
  };
}

async function putBack(work: RetainedWork, broker: Broker, messages: readonly Message[], replaces: boolean) {
  const counts = { restored: 0, kept: 0, full: 0 };
  const left = await work.run('putBack', messages, (message) => {
    counts[broker.control.putBack(message, replaces)] += 1;
  });
  return { ...counts, left };
}

function backupHandlers(book: BrokerBook): Pick<CallHandlers, 'broker.backup.begin' | 'broker.backup.read'> {
  const jobs = new Jobs<BackupReader>();
  return {
    'broker.backup.begin': async ({ target }) => {
      const { broker } = book;
      if (broker === undefined) return brokerStopped;
      const messages = await messagesOf(book, broker, target);
      return success({ job: jobs.add(new BackupReader(messages)), messages: messages.length });
    },
    'broker.backup.read': ({ job }) => {
      const bytes = jobs.find(job)?.read();
      if (bytes === undefined) return jobGone;
      if (bytes.length === 0) jobs.end(job);
      return success({ bytes });
    },
  };
}

function restoreHandlers(
  book: BrokerBook,
  work: RetainedWork,
): Pick<CallHandlers, 'broker.restore.take' | 'broker.restore.apply'> {
  const jobs = new Jobs<BackupTaker>();
  return {
    'broker.restore.take': ({ job: known, bytes, isLast }) => {
      const job = known ?? jobs.add(new BackupTaker());
      const taker = jobs.find(job);
      if (taker === undefined) return jobGone;
      taker.take(bytes);
      if (isLast) taker.finish();
      const { messages, problems, wrong } = taker;
      const isThere = ({ topic }: Message) => book.inspection?.retainedAt(topic) !== undefined;
      const replaced = isLast ? messages.filter(isThere).length : 0;
      return success({ job, messages: messages.length, replaced, problems: [...problems], wrong });
    },
    'broker.restore.apply': async ({ job, replaces }) => {
      const { broker } = book;
      const taker = jobs.find(job);
      if (broker === undefined) return brokerStopped;
      if (taker === undefined) return jobGone;
      if (work.isUnderWay) return isBusy;
      jobs.end(job);
      const { left, ...counts } = await putBack(work, broker, taker.messages, replaces);
      return success({ ...counts, left: left.length });
    },
  };
}

const isBusy = failure(
  'failed',
  'Retained messages are being cleared or put back already.',
  'Wait until that is done, or stop it.',
);
const jobGone = failure('gone', 'That file is not under way any more.', 'Choose it again.');
