import { useState } from 'react';
import type { Asked } from './asked.ts';
import { askedNext } from './asked.ts';
import { useLasting } from './use-lasting.ts';

/**
 * Whether the answer to a question is still being looked for: at once until there is one, later only where that lasts, as
 * what arrives is looked at for a moment each time. The latest answer may be that to the question before.
 */
export function useUnanswered(question: string, latest: object | undefined, isLooking: boolean): boolean {
  const [asked, setAsked] = useState<Asked>({ question, before: undefined, isAnswered: false });
  const next = askedNext(asked, question, latest, isLooking);
  if (next !== asked) setAsked(next);
  const isLong = useLasting(isLooking);
  return isLooking && (isLong || !next.isAnswered);
}
