import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { messageOf } from '../../app/base/message-of.ts';
import type { Qos } from '../../app/mqtt/packet.ts';

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

/** A process of the load, as the bench sees it. */
export interface LoadProcess {
  order(order: Order): Promise<Count>;
  stop(): void;
}

type Told = Count | { readonly failed: string };

/** Starts one; the program is a file that calls `obey`. */
export function startLoad(program: string): LoadProcess {
  const child = fork(program, { execArgv: [] });
  return { order: (order) => ask(child, order), stop: () => child.disconnect() };
}

/** In a process of the load: answers each order; ends when the bench is gone. */
export function obey(run: (order: Order) => Promise<Omit<Count, 'time'>> | Omit<Count, 'time'>): void {
  const tell = (told: Told) => process.send?.(told);
  process.on('disconnect', () => process.exit(0));
  process.on('message', async (order: Order) => {
    try {
      const count = await run(order);
      tell({ ...count, time: performance.timeOrigin + performance.now() });
    } catch (error) {
      tell({ failed: messageOf(error) });
    }
  });
}

function ask(child: ChildProcess, order: Order): Promise<Count> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('A process of the load ended.'));
    child.once('exit', ended);
    child.once('message', (told: Told) => {
      child.off('exit', ended);
      if ('failed' in told) reject(new Error(told.failed));
      else resolve(told);
    });
    child.send(order);
  });
}
