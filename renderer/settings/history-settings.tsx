import type { FormEvent } from 'react';
import { useState } from 'react';
import { useApp } from '../state/use-app.tsx';
import { size } from '../texts/counts.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { focusWrongNumber } from '../ui/wrong-number.ts';
import { SettingRow } from './setting-row.tsx';

const words = texts.settings;
const megabyte = 1_000_000;

/** How much of the past is kept, and where. */
export function HistorySettings() {
  return (
    <>
      <SettingRow name={words.budget} hint={words.budgetHint}>
        <Budget />
        <HistoryUse />
      </SettingRow>
      <DataFolder />
    </>
  );
}

/** Applied by its button: on the way to 2000, a budget of 20 would let most of the history go. */
function Budget() {
  const stored = useApp((state) => Math.round(state.settings.historyBudget / megabyte));
  const change = useApp((state) => state.changeSettings);
  const [typed, setTyped] = useState<number>();
  const isChanged = typed !== undefined && typed !== stored;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (focusWrongNumber(event.currentTarget)) return;
    if (isChanged) void change({ historyBudget: typed * megabyte }).then(() => setTyped(undefined));
  };
  return (
    <form className="setting-line" onSubmit={submit} noValidate>
      <NumberField
        label={words.budget}
        hideLabel
        unit={words.budgetUnit}
        value={typed ?? stored}
        isRequired
        min={16}
        max={1_000_000}
        problemText={words.budgetProblem}
        onChange={setTyped}
      />
      <Button type="submit" disabled={!isChanged}>
        {words.apply}
      </Button>
    </form>
  );
}

function HistoryUse() {
  const history = useApp((state) => state.status?.history);
  if (history === undefined) return undefined;
  const { bytes, budget, evicted, problem } = history;
  return (
    <div className="field-hint">
      <meter className="history-use" min={0} max={budget} value={bytes} aria-label={words.budget} />
      {words.used(size(bytes), size(budget))}
      {evicted > 0 ? ` · ${words.evicted(evicted)}` : ''}
      {problem === undefined ? undefined : <p className="field-problem">{problem}</p>}
    </div>
  );
}

/** Applied by its button: half a path is none. */
function DataFolder() {
  const stored = useApp((state) => state.settings.dataFolder);
  const standard = useApp((state) => state.defaultDataFolder);
  const change = useApp((state) => state.changeSettings);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? stored;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    // What was refused stays to be corrected.
    void change({ dataFolder: text.trim() }).then((isKept) => isKept && setTyped(undefined));
  };
  return (
    <SettingRow name={words.dataFolder} hint={words.dataFolderHint(standard)}>
      <form className="setting-line" onSubmit={submit}>
        <TextField
          label={words.dataFolder}
          hideLabel
          mono
          placeholder={standard}
          value={text}
          onChange={setTyped}
        />
        <Button type="submit" disabled={text.trim() === stored}>
          {words.apply}
        </Button>
      </form>
    </SettingRow>
  );
}
