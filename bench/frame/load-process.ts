import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { messageOf } from '../../app/base/message-of.ts';

/** A process of the load, as the bench sees it: it is told one thing after the other, and answers each. */
export interface LoadProcess<Order, Answer> {
  readonly pid: number;
  order(order: Order): Promise<Answer>;
  stop(): void;
}

type Told<Answer> = { readonly answer: Answer } | { readonly failed: string };

/** Starts one; the program is a file that calls `obey`. */
export function startProcess<Order extends object, Answer>(
  program: string,
  env: NodeJS.ProcessEnv = {},
): LoadProcess<Order, Answer> {
  const child = fork(program, { execArgv: [], env: { ...process.env, ...env } });
  return {
    pid: child.pid ?? 0,
    order: (order) => ask(child, order),
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}

/** In a process of the load: answers each order; ends when the bench is gone. */
export function obey<Order, Answer>(run: (order: Order) => Promise<Answer> | Answer): void {
  const tell = (told: Told<Answer>) => process.send?.(told);
  process.on('disconnect', () => process.exit(0));
  process.on('message', async (order: Order) => {
    try {
      tell({ answer: await run(order) });
    } catch (error) {
      tell({ failed: messageOf(error) });
    }
  });
}

function ask<Order extends object, Answer>(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error('A process of the load ended.'));
    child.once('exit', ended);
    child.once('message', (told: Told<Answer>) => {
      child.off('exit', ended);
      if ('failed' in told) reject(new Error(told.failed));
      else resolve(told.answer);
    });
    child.send(order);
  });
}
