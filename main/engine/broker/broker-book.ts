import type { Failure } from '../../../app/contract/answer.ts';
import { failure } from '../../../app/contract/answer.ts';
import type { Broker } from '../../broker/broker.ts';
import type { Inspection } from '../../broker/inspect/inspection.ts';
import type { ListSurroundings } from '../../views/broker/list-view.ts';
import { RowKeys } from '../../views/broker/row-keys.ts';
import { TrafficRates } from '../../views/broker/traffic-rates.ts';
import { nodeTimers } from '../../views/timers.ts';
import type { BrokerHost } from './broker-host.ts';

/** What all windows onto the embedded broker share: the names of rows, and the rates. */
export class BrokerBook {
  readonly host: BrokerHost;
  readonly rates = new TrafficRates();
  readonly around: ListSurroundings = {
    keys: new RowKeys(),
    timers: nodeTimers,
    now: () => performance.now(),
  };

  constructor(host: BrokerHost) {
    this.host = host;
  }

  get broker(): Broker | undefined {
    return this.host.broker;
  }

  /** Undefined while there is no broker. */
  get inspection(): Inspection | undefined {
    return this.host.broker?.inspection;
  }
}

export const brokerStopped: Failure = failure(
  'not-connected',
  'The local broker is stopped.',
  'Start it on the Broker screen.',
);
