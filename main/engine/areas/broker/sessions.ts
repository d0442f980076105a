import { success } from '../../../../app/contract/answer.ts';
import type { CallHandlers } from '../../../../app/contract/handlers.ts';
import { collect, forEachInSlices } from '../../../views/broker/collect.ts';
import { sessionList, waitingIn } from '../../../views/broker/session-list.ts';
import type { BrokerBook } from '../../broker/broker-book.ts';
import { brokerStopped } from '../../broker/broker-book.ts';

export function brokerSessionCallHandlers(book: BrokerBook): Pick<CallHandlers, 'broker.sessions.expire'> {
  return {
    'broker.sessions.expire': async ({ target, isDryRun }) => {
      const { broker, around } = book;
      if (broker === undefined) return brokerStopped;
      const sessions = await collect(sessionList(broker.inspection), target, around);
      const lost = { sessions: sessions.length, connected: 0, subscriptions: 0, messages: 0, bytes: 0 };
      for (const session of sessions) {
        const waiting = waitingIn(session);
        lost.connected += session.isConnected ? 1 : 0;
        lost.subscriptions += session.subscriptions.size;
        lost.messages += waiting.messages;
        lost.bytes += waiting.bytes;
      }
      if (!isDryRun) await forEachInSlices(sessions, around, (session) => broker.control.expire(session));
      return success(lost);
    },
  };
}
