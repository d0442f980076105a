import { failure } from '../../../app/contract/answer.ts';
import type { CallHandlers } from '../../../app/contract/handlers.ts';
import type { BrokerPublisher } from '../broker/broker-publisher.ts';
import type { ConnectionBook } from '../connection-book.ts';
import { brokerSource } from '../source-list.ts';

export function publishCallHandlers(
  connections: ConnectionBook,
  broker: BrokerPublisher,
): Pick<CallHandlers, 'message.publish'> {
  return {
    'message.publish': ({ source, message }, { signal }) => {
      if (source === brokerSource) return broker.publish(message, signal);
      const connection = connections.find(source);
      return connection?.publish(message, signal) ?? notConnected;
    },
  };
}

const notConnected = failure(
  'not-connected',
  'This connection is not open.',
  'Connect it, then publish again.',
);
