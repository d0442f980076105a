import type { EventEmitter } from 'node:events';
import { codeOf } from './failure.ts';

/** How long to wait, and what ends the wait early. */
interface Limit {
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** `undefined`: it happened. Else the code of what happened instead: the error's, `TIMEOUT` or `STOPPED`. */
type Waited = { readonly code: string; readonly message: string } | undefined;

/** Waits for an event of a socket that may fail, close, take too long or be stopped. */
export function untilEvent(emitter: EventEmitter, event: string, limit: Limit): Promise<Waited> {
  return new Promise((resolve) => {
    const settle = (waited: Waited) => {
      clearTimeout(timer);
      limit.signal.removeEventListener('abort', onAbort);
      emitter.off(event, onEvent);
      emitter.off('close', onClose);
      // The error listener stays: a socket that is given up, or handed on, may still fail.
      resolve(waited);
    };
    const onEvent = () => settle(undefined);
    const onClose = () => settle({ code: 'CLOSED', message: 'closed' });
    const onAbort = () => settle({ code: 'STOPPED', message: 'stopped' });
    const timer = setTimeout(() => settle({ code: 'TIMEOUT', message: 'timed out' }), limit.ms);
    limit.signal.addEventListener('abort', onAbort);
    emitter.once(event, onEvent);
    emitter.once('close', onClose);
    emitter.on('error', (error: Error) => settle({ code: codeOf(error), message: error.message }));
    if (limit.signal.aborted) onAbort();
  });
}

/** The value of a promise, or the code of what came instead. */
export async function untilValue<T>(
  promise: Promise<T>,
  limit: Limit,
): Promise<{ readonly value: T } | { readonly code: string }> {
  const ended = new AbortController();
  const given = promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ code: codeOf(error) }),
  );
  const cut = new Promise<{ readonly code: string }>((resolve) => {
    const timer = setTimeout(() => resolve({ code: 'TIMEOUT' }), limit.ms);
    const onAbort = () => resolve({ code: 'STOPPED' });
    limit.signal.addEventListener('abort', onAbort, { signal: ended.signal });
    ended.signal.addEventListener('abort', () => clearTimeout(timer));
    if (limit.signal.aborted) onAbort();
  });
  const first = await Promise.race([given, cut]);
  ended.abort();
  return first;
}
