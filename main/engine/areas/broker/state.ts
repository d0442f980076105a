import { failure, success } from '../../../../app/contract/answer.ts';
import type { CallHandlers, FeedHandlers } from '../../../../app/contract/handlers.ts';
import { networkAddresses } from '../../../broker/certificates/machine-names.ts';
import type { BrokerHost } from '../../broker/broker-host.ts';
import { valueFeed } from '../../value-feed.ts';

const portAdvice = 'Choose another port: those below 1024 may need more rights.';

export function brokerCallHandlers(host: BrokerHost): Pick<CallHandlers, 'broker.start' | 'broker.stop'> {
  return {
    'broker.start': async ({ whenTaken, ...plan }) => {
      const outcome = await host.start(plan, whenTaken);
      if (outcome.kind === 'failed') {
        return failure('failed', outcome.why, outcome.of === 'listener' ? portAdvice : undefined);
      }
      return success(outcome);
    },
    'broker.stop': async () => {
      await host.stop();
      return success({});
    },
  };
}

export function brokerFeedHandlers(host: BrokerHost): Pick<FeedHandlers, 'broker'> {
  const read = () => {
    const stats = host.broker?.stats();
    return {
      state: host.state,
      plan: host.plan,
      addresses: networkAddresses().map(({ address }) => address),
      clients: stats?.clients ?? 0,
      sessions: stats?.sessions ?? 0,
      subscriptions: stats?.subscriptions ?? 0,
      retained: stats?.retained ?? 0,
    };
  };
  return {
    broker: (_params, changed) => valueFeed(read, (listener) => host.onChange(listener), changed),
  };
}
