import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import { texts } from '../../texts/en.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { whoText } from './rule-text.ts';

const words = texts.access;

interface RuleRowProps {
  readonly rule: AccessRule;
  /** From 0. */
  readonly place: number;
  readonly isLast: boolean;
  readonly onEdit: () => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

/** One rule, and what can be done with it. */
export function RuleRow({ rule, place, isLast, onEdit, onMove, onRemove }: RuleRowProps) {
  const number = place + 1;
  return (
    <tr>
      <td className="access-place">{number}</td>
      <td className={`access-effect access-${rule.effect}`}>{words.effects[rule.effect]}</td>
      <td>{words.actionsInFull[rule.action]}</td>
      <td className="access-filter">{rule.filter}</td>
      <td className="access-who">{whoText(rule.who)}</td>
      <td className="access-edit">
        <IconButton name={words.up(number)} disabled={place === 0} onClick={() => onMove(place - 1)}>
          <ArrowUp aria-hidden="true" />
        </IconButton>
        <IconButton name={words.down(number)} disabled={isLast} onClick={() => onMove(place + 1)}>
          <ArrowDown aria-hidden="true" />
        </IconButton>
        <IconButton name={words.edit(number)} onClick={onEdit}>
          <Pencil aria-hidden="true" />
        </IconButton>
        <IconButton name={words.removeRule(number)} onClick={onRemove}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </td>
    </tr>
  );
}
