import { Funnel } from 'lucide-react';
import type { MenuEntry } from '../ui/menu.tsx';

interface FilterEntry {
  readonly id: string;
  readonly text: string;
  /** Undefined where the row says nothing to filter by. */
  readonly condition: string | undefined;
}

/** An entry of a menu that adds a condition to the filter. */
export function filterEntry(
  { id, text, condition }: FilterEntry,
  addCondition: (condition: string) => void,
): MenuEntry {
  return {
    kind: 'item',
    id,
    text,
    icon: <Funnel aria-hidden="true" />,
    disabled: condition === undefined,
    run: () => condition !== undefined && addCondition(condition),
  };
}
