import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { FaultRule } from '../../../app/contract/areas/broker/fault.ts';
import { faultRule } from '../../../app/contract/areas/broker/fault.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/checkbox.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Spacer, Toolbar } from '../../ui/toolbar.tsx';
import './faults.css';
import { HeldList } from './held-list.tsx';
import { presets } from './presets.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleFiles } from './rule-files.tsx';
import { RuleList } from './rule-list.tsx';

const words = texts.faults;

/** A rule that is being made, or changed from what it was. */
interface Draft {
  readonly rule: FaultRule;
  readonly replaces: string | undefined;
}

const newRule = faultRule.parse({ name: 'rule', fault: { kind: 'delay', milliseconds: 500 } });

/** Faults on purpose: the switch for all, the rules, and what is held. */
export function FaultsPanel() {
  const rules = useApp((state) => state.faults?.rules);
  const problem = useApp((state) => state.faults?.problem);
  const target = useApp((state) => state.faultTarget);
  const endTarget = useApp((state) => state.endFaultTarget);
  const [own, setDraft] = useState<Draft>();
  if (rules === undefined) return undefined;
  const asked =
    target === undefined
      ? undefined
      : { rule: { ...newRule, name: freeName(newRule.name, rules), target }, replaces: undefined };
  const draft = own ?? asked;
  const end = (): void => {
    setDraft(undefined);
    endTarget();
  };
  const begin = (rule: FaultRule): void =>
    setDraft({ rule: { ...rule, name: freeName(rule.name, rules) }, replaces: undefined });
  const presetEntries = presets.map((rule) => ({
    kind: 'item' as const,
    id: rule.name,
    text: rule.name,
    run: () => begin(rule),
  }));
  return (
    <section className="faults-panel" aria-label={words.tab}>
      <Toolbar label={words.bar}>
        <MasterSwitch />
        <Spacer />
        <Menu entries={presetEntries}>
          <Button>{words.presets}</Button>
        </Menu>
        <Button onClick={() => begin(newRule)}>
          <Plus aria-hidden="true" />
          {words.add}
        </Button>
        <RuleFiles />
      </Toolbar>
      {problem === undefined ? undefined : <ErrorBox message={problem} />}
      <div className="faults-body">
        {rules.length === 0 ? (
          <Empty title={words.none}>
            <p>{words.noneHint}</p>
          </Empty>
        ) : (
          <RuleList onEdit={(rule) => setDraft({ rule, replaces: rule.name })} />
        )}
        <HeldList />
      </div>
      {draft === undefined ? undefined : <RuleEditor key={draft.replaces ?? ''} {...draft} onClose={end} />}
    </section>
  );
}

function MasterSwitch() {
  const isOn = useApp((state) => state.faults?.on === true);
  const enabled = useApp((state) => state.faults?.rules.filter((rule) => rule.enabled).length ?? 0);
  const isRunning = useApp((state) => state.faults?.isRunning === true);
  const turn = useApp((state) => state.switchFaults);
  const hint = isOn ? words.masterOn(enabled) : words.masterOff;
  return (
    <>
      <Switch label={words.master} checked={isOn} onChange={(on) => void turn(on)} />
      <span className="faults-hint ellipsis" data-on={isOn && enabled > 0 ? '' : undefined}>
        {isRunning ? hint : `${hint} ${words.notRunning}`}
      </span>
    </>
  );
}

function freeName(wanted: string, rules: readonly FaultRule[]): string {
  let name = wanted;
  for (let number = 2; rules.some((rule) => rule.name === name); number += 1) name = `${wanted} ${number}`;
  return name;
}
