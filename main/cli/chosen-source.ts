import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { NamedSource } from '../engine/offline/open-data.ts';

/** The source with that id or name; without one the only one there is. */
export function chosenSource(
  sources: readonly NamedSource[],
  wanted: string | undefined,
): Answer<NamedSource> {
  const found =
    wanted === undefined ? sources : sources.filter(({ id, name }) => id === wanted || name === wanted);
  const [only, ...more] = found;
  const list = sources.map(({ id, name }) => `${id} (${name})`).join(', ');
  if (only === undefined) {
    const none = 'Nothing was ever recorded in this folder.';
    return failure('gone', list === '' ? none : `There is no source "${wanted ?? ''}", but ${list}.`);
  }
  if (more.length > 0) return failure('invalid', `--source must say which one: ${list}.`);
  return success(only);
}
