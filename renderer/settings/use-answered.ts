import { useCallback, useState } from 'react';
import type { Answer, ContractError } from '../../app/contract/answer.ts';

/** A question to the engine that is asked on demand: its answer, or why there is none. */
export interface Asked<T> {
  readonly value: T | undefined;
  readonly error: ContractError | undefined;
  readonly isBusy: boolean;
  readonly ask: () => Promise<void>;
}

export function useAnswered<T>(question: () => Promise<Answer<T>>): Asked<T> {
  const [value, setValue] = useState<T>();
  const [error, setError] = useState<ContractError>();
  const [isBusy, setBusy] = useState(false);
  const ask = useCallback(async (): Promise<void> => {
    setBusy(true);
    const answer = await question();
    setBusy(false);
    setValue(answer.ok ? answer.value : undefined);
    setError(answer.ok ? undefined : answer.error);
  }, [question]);
  return { value, error, isBusy, ask };
}
