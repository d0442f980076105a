import type { FormEvent } from 'react';
import { useState } from 'react';
import { findingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { checkDraft, emptyDraft } from './mute-draft.ts';

const words = texts.settings.muteForm;
const any = 'any';
const kinds = [
  { value: any, text: words.anyKind },
  ...findingKind.options.map((kind) => ({ value: kind, text: findingTexts[kind].title })),
];

/** Adds a rule by hand. */
export function MuteForm() {
  const [draft, setDraft] = useState(emptyDraft);
  const mute = useApp((state) => state.muteFindings);
  const checked = checkDraft(draft);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (checked.rule === undefined) return;
    void mute(checked.rule);
    setDraft(emptyDraft);
  };
  return (
    <form className="mute-form" aria-label={words.label} onSubmit={add}>
      <Select
        label={words.kind}
        value={draft.kind ?? any}
        options={kinds}
        onChange={(chosen) =>
          setDraft({ ...draft, kind: findingKind.options.find((kind) => kind === chosen) })
        }
      />
      <TextField
        label={words.client}
        mono
        placeholder={words.anyClient}
        value={draft.client}
        onChange={(client) => setDraft({ ...draft, client })}
        problem={checked.client}
        hint={words.patternHint}
      />
      <TextField
        label={words.topicFilter}
        mono
        placeholder={words.anyTopic}
        value={draft.topicFilter}
        onChange={(topicFilter) => setDraft({ ...draft, topicFilter })}
        problem={checked.topicFilter}
        hint={words.topicHint}
      />
      <Button type="submit" disabled={checked.rule === undefined}>
        {words.add}
      </Button>
    </form>
  );
}
