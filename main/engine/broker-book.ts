import type { Inspection } from '../broker/inspect/inspection.ts';
import { RowKeys } from '../views/broker/row-keys.ts';
import { TrafficRates } from '../views/broker/traffic-rates.ts';
import type { BrokerHost } from './broker-host.ts';

/** What all windows onto the embedded broker share: the names of rows, and the rates. */
export class BrokerBook {
  readonly host: BrokerHost;
  readonly keys = new RowKeys();
  readonly rates = new TrafficRates();

  constructor(host: BrokerHost) {
    this.host = host;
  }

  /** Undefined while there is no broker. */
  get inspection(): Inspection | undefined {
    return this.host.broker?.inspection;
  }
}
