import type { TopicCounter } from '../topic-counter.ts';

/** Is told of each message at once, of one that is held likewise. */
export function countEach(message: TopicCounter['message']): TopicCounter {
  return {
    message,
    received: ({ space, topicStart, topicEnd, payloadStart, payloadEnd, qos, retain, time, sequence }) => {
      const topic = space.bytes.subarray(topicStart, topicEnd);
      const payload = space.bytes.subarray(payloadStart, payloadEnd);
      message(topic, 'received', qos, retain, payload, time, sequence);
      return undefined;
    },
    settle: () => undefined,
  };
}
