import type { TraceClient } from '../trace/trace-client.ts';
import { ExportError } from './traced.ts';

/** What an export asks of the traces. */
export type ExportTraces = Pick<TraceClient, 'ask' | 'openList'>;

const begunAnew =
  'The traces began anew while they were read, so that some of what was asked for may be missing. Try it again.';

/**
 * The traces for as long as the worker that keeps them now: once another takes its place all that is asked throws
 * ExportError. Rows have other numbers then, and what the first one had not written down yet is not there for a while.
 */
export function steadyTraces(client: ExportTraces & Pick<TraceClient, 'worker'>): ExportTraces {
  const first = client.worker;
  const steady = async <T>(answer: Promise<T>): Promise<T> => {
    const value = await answer;
    if (client.worker !== first) throw new ExportError(begunAnew);
    return value;
  };
  return {
    ask: (question) => steady(client.ask(question)),
    openList: (choice, isStopped, changed) => {
      const list = client.openList(choice, isStopped, changed);
      return { ...list, read: (window, mutes) => steady(list.read(window, mutes)) };
    },
  };
}
