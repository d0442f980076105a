import { visible } from '../../app/base/visible.ts';

/** What the contract allows of phrases and of characters; and how many phrases a narrow row has. */
const mostFaults = 16;
const mostCharacters = 200;
const narrowFaults = 2;

/** The phrases that say which faults touched a packet: a rule's name in them is a person's text. */
export function faultTexts(faults: readonly string[], characters: number = mostCharacters): string[] {
  const shown = characters < mostCharacters ? narrowFaults : mostFaults;
  return faults.slice(0, shown).map((fault) => visible(fault).slice(0, Math.min(mostCharacters, characters)));
}
