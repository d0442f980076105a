import { useEffect, useRef, useState } from 'react';
import { useLasting } from './use-lasting.ts';

interface Asked {
  readonly question: string;
  /** What was known when it was asked. */
  readonly before: object | undefined;
}

/**
 * Whether the answer to a question is still being looked for: at once until there is one, later only where that lasts, as
 * what arrives is looked at for a moment each time. The latest answer may be that to the question before.
 */
export function useUnanswered(question: string, latest: object | undefined, isLooking: boolean): boolean {
  const asked = useRef<Asked>({ question, before: undefined });
  if (asked.current.question !== question) asked.current = { question, before: latest };
  const isAnswer = latest !== asked.current.before;
  const [answered, setAnswered] = useState<string>();
  useEffect(() => {
    if (isAnswer && !isLooking) setAnswered(question);
  }, [question, isAnswer, isLooking]);
  const isLong = useLasting(isLooking);
  return isLooking && (isLong || answered !== question);
}
