import { messageOf } from '../../../app/base/message-of.ts';

/** Why a step towards the broker failed, in words, and what to do next. */
export interface StepFailure {
  /** One sentence: what happened, and where. */
  readonly detail: string;
  readonly advice: string;
  /** It will happen again until somebody changes the profile or the broker: trying often is of no use. */
  readonly lasting: boolean;
}

/** What a step came to. */
export type Reached<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: StepFailure };

export function reached<T>(value: T): Reached<T> {
  return { ok: true, value };
}

export function notReached(failure: StepFailure): { readonly ok: false; readonly failure: StepFailure } {
  return { ok: false, failure };
}

/** What is said when the user stops an attempt. */
export const stopped: StepFailure = {
  detail: 'Stopped',
  advice: 'Connect again to try again.',
  lasting: false,
};

/** The code of a system or OpenSSL error, or its message where it has none. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return messageOf(error);
}
