/** What went wrong, as a value: the user or the network, never a bug of ours dressed up. */
export interface ContractError {
  /**
   * `invalid` the question does not fit its schema · `unknown` no such call or feed · `not-connected` · `gone` it was
   * there once · `lost` the port or the connection went before the answer came · `cancelled` · `failed` ·
   * `busy` too much is under way · `taken` somebody else has it.
   */
  readonly code: string;
  /** One sentence: what happened, and where. */
  readonly message: string;
  /** What to do next. */
  readonly advice?: string | undefined;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failure {
  readonly ok: false;
  readonly error: ContractError;
}

/** What every call comes back with. */
export type Answer<T> = Success<T> | Failure;

export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function failure(code: string, message: string, advice?: string): Failure {
  return { ok: false, error: advice === undefined ? { code, message } : { code, message, advice } };
}
