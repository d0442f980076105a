import type { MessageProblems } from '../state/compose-message.ts';
import type { ParsedHex } from '../state/parse-hex.ts';
import { texts } from '../texts/en.ts';

const words = texts.compose.problem;

/** What is wrong with a payload, in words. */
export function payloadProblem({ json, hex }: MessageProblems): string | undefined {
  if (json !== undefined) return words.json(json);
  return hex === undefined ? undefined : hexProblem(hex);
}

/** What is wrong with hex, in words. */
export function hexProblem(problem: Extract<ParsedHex, { ok: false }>): string {
  return problem.why === 'odd' ? words.hexOdd : words.hexDigit(problem.position);
}
