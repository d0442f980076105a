import { BadgeCheck, Download } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { ContractError } from '../../../app/contract/answer.ts';
import type { CallOutput } from '../../../app/contract/contract-types.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { focusWrongNumber } from '../../ui/wrong-number.ts';
import { fileNameOf, savePem } from './save-pem.ts';

const words = texts.listeners.authority;

interface Issued extends CallOutput<'broker.authority.issue'> {
  readonly name: string;
}

/** A certificate for a client by its name; the key is here until the user is done with it, and nowhere else. */
export function IssueCertificate() {
  const issue = useApp((state) => state.issueCertificate);
  const [name, setName] = useState('');
  const [days, setDays] = useState(365);
  const [issued, setIssued] = useState<Issued>();
  const [error, setError] = useState<ContractError>();
  const begin = async (): Promise<void> => {
    const answer = await issue(name.trim(), days);
    setError(answer.ok ? undefined : answer.error);
    if (answer.ok) setIssued({ ...answer.value, name: name.trim() });
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (!focusWrongNumber(event.currentTarget)) void begin();
  };
  return (
    <form onSubmit={submit}>
      <h3>{words.issueTitle}</h3>
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <div className="authority-issue">
        <TextField label={words.name} maxLength={64} hint={words.nameHint} value={name} onChange={setName} />
        <div className="authority-days">
          <NumberField
            label={words.days}
            unit={words.daysUnit}
            value={days}
            min={1}
            isRequired
            max={3650}
            problemText={texts.connect.problems.number}
            onChange={(next) => next !== undefined && setDays(next)}
          />
        </div>
        <Button type="submit" disabled={name.trim() === ''}>
          <BadgeCheck aria-hidden="true" />
          {words.issue}
        </Button>
      </div>
      {issued === undefined ? undefined : <IssuedBox issued={issued} onDone={() => setIssued(undefined)} />}
    </form>
  );
}

function IssuedBox({ issued, onDone }: { readonly issued: Issued; readonly onDone: () => void }) {
  const { name, certificate, key } = issued;
  const file = fileNameOf(name);
  return (
    <section className="authority-row" aria-label={words.issued(name)}>
      <strong>{words.issued(name)}</strong>
      <Button onClick={() => savePem(certificate, `${file}.crt`)}>
        <Download aria-hidden="true" />
        {words.saveCertificate}
      </Button>
      <Button onClick={() => savePem(key, `${file}.key`)}>
        <Download aria-hidden="true" />
        {words.saveKey}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        {words.done}
      </Button>
      <span className="field-hint">{words.once}</span>
    </section>
  );
}
