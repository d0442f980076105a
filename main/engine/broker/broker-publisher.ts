import type { Clock } from '../../../app/base/clock.ts';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure } from '../../../app/contract/answer.ts';
import type { MessageToPublish, PublishOutcome } from '../../../app/contract/areas/publish.ts';
import { composerClient } from '../../../app/contract/areas/publish.ts';
import type { OwnClient } from '../../broker/access/managed-access.ts';
import type { Log } from '../../capture/log.ts';
import type { LoopbackPublisher } from '../../connection/loopback-publisher.ts';
import { createLoopbackPublisher } from '../../connection/loopback-publisher.ts';
import type { BrokerHost } from './broker-host.ts';

/** The composer's own client on the embedded broker, made when something is first published there. */
export class BrokerPublisher {
  readonly #broker: BrokerHost;
  readonly #own: OwnClient;
  readonly #clock: Clock;
  readonly #log: Log;
  #open: { readonly port: number; readonly publisher: LoopbackPublisher } | undefined;

  constructor(broker: BrokerHost, own: OwnClient, clock: Clock, log: Log) {
    this.#broker = broker;
    this.#own = own;
    this.#clock = clock;
    this.#log = log;
  }

  async publish(message: MessageToPublish, signal: AbortSignal): Promise<Answer<PublishOutcome>> {
    const { port } = this.#broker;
    if (port === undefined) {
      return this.#broker.state.kind === 'running'
        ? failure(
            'not-connected',
            'The local broker does not listen for TCP at 127.0.0.1, where messages are published from here.',
            'Turn on such a listener: Broker, Listeners.',
          )
        : failure('not-connected', 'The local broker is stopped.', 'Start it, then publish again.');
    }
    return this.#publisherOn(port).publish(message, signal);
  }

  /** 1 while it may be on the broker, else 0. */
  get connected(): number {
    return this.#open === undefined ? 0 : 1;
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.publisher.close();
  }

  /** The broker may have moved to another port since. */
  #publisherOn(port: number): LoopbackPublisher {
    if (this.#open?.port === port) return this.#open.publisher;
    void this.#open?.publisher.close();
    const publisher = createLoopbackPublisher({
      port,
      clientId: composerClient,
      own: this.#own,
      clock: this.#clock,
      log: this.#log,
    });
    this.#open = { port, publisher };
    return publisher;
  }
}
