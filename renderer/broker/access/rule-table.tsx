import type { AccessRule } from '../../../app/contract/areas/broker/access.ts';
import { texts } from '../../texts/en.ts';
import type { EditedRule } from './edited-rule.ts';
import { placeOf, withEdited } from './edited-rule.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleRow } from './rule-row.tsx';
import { moved } from './rule-text.ts';

const { columns } = texts.access;
const newRule: AccessRule = { effect: 'allow', action: 'both', filter: '', who: 'everyone' };

interface RuleTableProps {
  readonly rules: readonly AccessRule[];
  /** The one that is being written, if one is. */
  readonly edited: EditedRule | undefined;
  readonly onEdit: (edited: EditedRule | undefined) => void;
  readonly onChange: (rules: readonly AccessRule[]) => void;
}

/** A row for each rule, and a form in the place of the one that is being written. */
export function RuleTable({ rules, edited, onEdit, onChange }: RuleTableProps) {
  const place = edited === undefined ? undefined : placeOf(rules, edited);
  // The place at which it began, wherever it stands now, so that what was typed moves along.
  const form = edited && (
    <RuleForm
      key={edited.kind === 'new' ? 'new' : `from ${edited.place}`}
      rule={edited.kind === 'new' ? newRule : edited.rule}
      onApply={(written) => onChange(withEdited(rules, edited, written))}
      onClose={() => onEdit(undefined)}
    />
  );
  const rows = rules.map((rule, at) =>
    at === place ? (
      form
    ) : (
      <RuleRow
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place
        key={at}
        rule={rule}
        place={at}
        isLast={at === rules.length - 1}
        onEdit={() => onEdit({ kind: 'known', rule, place: at })}
        onMove={(to) => onChange(moved(rules, at, to))}
        onRemove={() => onChange(rules.toSpliced(at, 1))}
      />
    ),
  );
  return (
    <table className="access-table">
      <RuleHead />
      <tbody>{place === undefined ? [...rows, form] : rows}</tbody>
    </table>
  );
}

function RuleHead() {
  return (
    <thead>
      <tr>
        {Object.entries(columns).map(([id, title]) => (
          <th key={id} scope="col" className={`access-${id}`}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
