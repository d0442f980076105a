import { useState } from 'react';
import type { Answer, ContractError } from '../../app/contract/answer.ts';

/** Calls the lab, and keeps what went wrong with the last call to show it where it happened. */
export function useLabCall(): {
  readonly error: ContractError | undefined;
  readonly run: (answer: Promise<Answer<unknown>>) => void;
} {
  const [error, setError] = useState<ContractError>();
  const run = (answer: Promise<Answer<unknown>>): void => {
    void answer.then((told) => setError(told.ok ? undefined : told.error));
  };
  return { error, run };
}
