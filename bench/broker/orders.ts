import type { Qos } from '../../app/mqtt/packet.ts';
import type { LoadProcess } from '../frame/load-process.ts';
import { obey, startProcess } from '../frame/load-process.ts';

/** What a process of the load is told to do, one after the other. `name` is the broker that it is about. */
export type Order =
  | {
      readonly do: 'open';
      readonly name: string;
      readonly port: number;
      readonly qos: Qos;
      readonly clients: number;
      readonly cleanStart: boolean;
    }
  | { readonly do: 'begin' | 'end' | 'count' | 'close'; readonly name: string }
  /** Connects and leaves again, for so many milliseconds. */
  | { readonly do: 'storm'; readonly port: number; readonly milliseconds: number };

/** The answer to each order: messages sent or received so far, and when that was, in ms of one clock. */
export interface Count {
  readonly messages: number;
  readonly time: number;
  /** Nothing more is under way. */
  readonly isSettled: boolean;
}

/** A process of the load of a broker. */
export type BrokerLoad = LoadProcess<Order, Count>;

/** Starts one; the program is a file that calls `obeyOrders`. */
export function startLoad(program: string): BrokerLoad {
  return startProcess<Order, Count>(program);
}

/** In such a process: answers each order, with the time at which it was done. */
export function obeyOrders(run: (order: Order) => Promise<Omit<Count, 'time'>> | Omit<Count, 'time'>): void {
  obey<Order, Count>(async (order) => {
    const count = await run(order);
    return { ...count, time: performance.timeOrigin + performance.now() };
  });
}
