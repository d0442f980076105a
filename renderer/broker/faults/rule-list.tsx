import { Pencil, Trash2 } from 'lucide-react';
import type { FaultRule } from '../../../app/contract/areas/broker/fault.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Switch } from '../../ui/checkbox.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { describeRule } from './describe-rule.ts';

const words = texts.faults;

/** The rules in the order in which packets meet them. */
export function RuleList({ onEdit }: { readonly onEdit: (rule: FaultRule) => void }) {
  const rules = useApp((state) => state.faults?.rules);
  const { columns } = words;
  return (
    <table className="fault-table" aria-label={words.rules}>
      <thead>
        <tr>
          <th className="fault-on">{columns.on}</th>
          <th className="fault-name">{columns.name}</th>
          <th>{columns.what}</th>
          <th className="fault-hits">{columns.hits}</th>
          <th className="fault-act">
            <span className="visually-hidden">{columns.act}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rules?.map((rule, index) => (
          <RuleRow key={rule.name} rule={rule} index={index} onEdit={() => onEdit(rule)} />
        ))}
      </tbody>
    </table>
  );
}

interface RuleRowProps {
  readonly rule: FaultRule;
  readonly index: number;
  readonly onEdit: () => void;
}

function RuleRow({ rule, index, onEdit }: RuleRowProps) {
  const isOn = useApp((state) => state.faults?.on === true);
  const hits = useApp((state) => state.faults?.hits[index] ?? 0);
  const turn = useApp((state) => state.switchFault);
  const remove = useApp((state) => state.removeFault);
  const { name, enabled } = rule;
  const what = describeRule(rule);
  return (
    <tr>
      <td className="fault-on">
        <Switch
          label={<span className="visually-hidden">{words.enable(name)}</span>}
          checked={enabled}
          onChange={(on) => void turn(rule, on)}
        />
      </td>
      <td className={classNames('fault-name ellipsis', !(isOn && enabled) && 'fault-rests')} title={name}>
        {name}
      </td>
      <td className="ellipsis" title={what}>
        {what}
      </td>
      <td className="fault-hits tabular">{words.hits(hits)}</td>
      <td className="fault-act">
        <IconButton name={words.edit(name)} onClick={onEdit}>
          <Pencil aria-hidden="true" />
        </IconButton>
        <IconButton name={words.removeRule(name)} onClick={() => void remove(name)}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </td>
    </tr>
  );
}
