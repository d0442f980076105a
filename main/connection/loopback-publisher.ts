import type { Clock } from '../../app/base/clock.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure } from '../../app/contract/answer.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { MessageToPublish, PublishOutcome } from '../../app/contract/areas/publish.ts';
import { blindObserver } from '../capture/blind-observer.ts';
import type { Log } from '../capture/log.ts';
import type { Connection } from './connection.ts';
import { createConnection } from './connection.ts';

interface LoopbackOptions {
  /** Of the embedded broker's TCP listener. */
  readonly port: number;
  /** Where it listens, if not on 127.0.0.1. */
  readonly host?: string;
  /** As the broker shows it. */
  readonly clientId: string;
  /** By which the broker knows the app. */
  readonly own: { readonly name: string; readonly password: string };
  readonly clock: Clock;
  readonly log: Log;
}

/** The composer on the embedded broker: a real client on loopback, which the broker captures as it does any other. */
export interface LoopbackPublisher {
  /** Connects first, if it has to. Fails as `Connection.publish` does. */
  publish(message: MessageToPublish, signal: AbortSignal | undefined): Promise<Answer<PublishOutcome>>;
  close(): Promise<void>;
}

export function createLoopbackPublisher(options: LoopbackOptions): LoopbackPublisher {
  const { clock, log } = options;
  const connection = createConnection({
    stored: { profile: loopbackProfile(options), madeUpClientId: options.clientId },
    secrets: () => ({ password: options.own.password }),
    // The broker at the other end has recorded it.
    observer: blindObserver,
    clock,
    // There is no second try, so nothing to spread.
    random: () => 0,
    log,
  });
  return {
    publish: async (message, signal) => {
      const why = await connected(connection, signal);
      return why === undefined ? connection.publish(message, signal) : why;
    },
    close: () => connection.dispose(),
  };
}

/** Opens the connection; a failure if it came to nothing. */
function connected(
  connection: Connection,
  signal: AbortSignal | undefined,
): Promise<Answer<never> | undefined> {
  if (connection.state().kind !== 'connected') connection.open();
  return new Promise((resolve) => {
    const settle = (answer: Answer<never> | undefined) => {
      off();
      signal?.removeEventListener('abort', cancel);
      resolve(answer);
    };
    const cancel = () => settle(failure('cancelled', 'Not sent'));
    const look = () => {
      const state = connection.state();
      if (state.kind === 'connected') settle(undefined);
      if (state.kind === 'failed')
        settle(failure('not-connected', `The local broker cannot be reached: ${state.why}`));
      if (state.kind === 'idle') settle(failure('not-connected', 'The local broker is not running'));
    };
    const off = connection.onChange(look);
    signal?.addEventListener('abort', cancel);
    look();
    if (signal?.aborted === true) cancel();
  });
}

function loopbackProfile({ host = '127.0.0.1', port, own }: LoopbackOptions): Profile {
  return {
    id: sourceId.parse('loopback'),
    name: 'Local broker',
    transport: 'tcp',
    host,
    port,
    path: '/',
    protocolVersion: 5,
    clientId: '',
    username: own.name,
    keepAlive: 60,
    cleanStart: true,
    sessionExpiry: 0,
    tls: { caFile: '', certificateFile: '', keyFile: '', serverName: '', verify: true },
    subscriptions: [],
    reconnect: false,
    noDelay: true,
    production: false,
  };
}
