/** A question, and whether it was answered. */
export interface Asked {
  readonly question: string;
  /** What was known when it was asked: the answer to another. */
  readonly before: object | undefined;
  readonly isAnswered: boolean;
}

/** The same object while nothing changed. An answer that is still being looked for is none yet. */
export function askedNext(
  asked: Asked,
  question: string,
  latest: object | undefined,
  isLooking: boolean,
): Asked {
  if (asked.question !== question) return { question, before: latest, isAnswered: false };
  if (asked.isAnswered || isLooking || latest === asked.before) return asked;
  return { ...asked, isAnswered: true };
}
