import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import type { ContractError } from '../../../app/contract/answer.ts';
import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBox } from '../../ui/error-box.tsx';
import { TextField } from '../../ui/text-field.tsx';

const words = texts.access;

interface UserFormProps {
  /** Whose password is changed; undefined adds a user. */
  readonly name: string | undefined;
  readonly onClose: () => void;
}

/** A name and a password, which goes to the engine and never comes back. */
export function UserForm({ name, onClose }: UserFormProps) {
  const id = useId();
  const users = useApp((state) => state.access?.users);
  const setPassword = useApp((state) => state.setPassword);
  const [typedName, setTypedName] = useState('');
  const [password, setTyped] = useState('');
  const [error, setError] = useState<ContractError>();
  const [isBusy, setBusy] = useState(false);
  const user = name ?? typedName;
  const isTaken = name === undefined && users?.some((one) => one.name === typedName) === true;
  const isReady = user !== '' && password !== '' && !isTaken && !isBusy;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady) return;
    setBusy(true);
    const answer = await setPassword(user, password);
    setBusy(false);
    if (answer.ok) onClose();
    else setError(answer.error);
  };
  return (
    <Dialog
      title={name === undefined ? words.addTitle : words.changeTitle(name)}
      closeName={words.close}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" form={id} kind="primary" disabled={!isReady}>
            {words.save}
          </Button>
        </>
      }
    >
      <form id={id} className="access-form" onSubmit={(event) => void submit(event)}>
        {name === undefined ? (
          <TextField
            label={words.userName}
            mono
            maxLength={1024}
            value={typedName}
            problem={isTaken ? words.userExists : undefined}
            onChange={setTypedName}
          />
        ) : undefined}
        <TextField
          label={words.password}
          type="password"
          autoComplete="new-password"
          hint={words.passwordHint}
          value={password}
          onChange={setTyped}
        />
        {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      </form>
    </Dialog>
  );
}
