import { failure, success } from '../../../app/contract/answer.ts';
import type { CallHandlers, FeedHandlers } from '../../../app/contract/handlers.ts';
import type { DeviceHost } from '../device-host.ts';
import { valueFeed } from '../value-feed.ts';

type DeviceCall = 'devices.start' | 'devices.stop';

export function deviceCallHandlers(host: DeviceHost): Pick<CallHandlers, DeviceCall> {
  return {
    'devices.start': async ({ misbehaving }) => {
      const started = await host.start(misbehaving);
      return started
        ? success({})
        : failure(
            'not-connected',
            'The local broker is stopped, or does not listen for TCP at 127.0.0.1.',
            'Start it first, with such a listener: the demo devices live on it.',
          );
    },
    'devices.stop': async () => {
      await host.stop();
      return success({});
    },
  };
}

export function deviceFeedHandlers(host: DeviceHost): Pick<FeedHandlers, 'devices'> {
  return {
    devices: (_params, changed) =>
      valueFeed(
        () => host.read(),
        (listener) => host.onChange(listener),
        changed,
      ),
  };
}
