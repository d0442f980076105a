import { counted } from '../../app/base/counted.ts';
import type { Loss } from './loss.ts';

interface GivenUp {
  readonly losses: readonly Loss[];
  /** The next start says it in the history. */
  readonly isNoted: boolean;
}

/** What whoever closes has to tell; `problem` is why it could not be stored. */
export function lostNow({ losses, isNoted }: GivenUp, problem: string | undefined): string {
  const noted = isNoted ? ['The history will say so where they are missing.'] : [];
  const sentences = [`${howMany(losses)} could not be stored and are lost.`, problem ?? [], noted];
  return sentences.flat().join(' ');
}

/** The same of an earlier run. */
export function lostBefore(losses: readonly Loss[]): string {
  return `When Topicscope last ended ${howMany(losses)} could not be stored and are lost. The history says so where they are missing.`;
}

function howMany(losses: readonly Loss[]): string {
  const sum = (what: 'records' | 'messages') => losses.reduce((total, loss) => total + loss[what], 0);
  return `${counted(sum('records'), 'packet')} (${counted(sum('messages'), 'message')})`;
}
