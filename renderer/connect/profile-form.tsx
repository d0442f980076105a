import type { FormEvent, ReactNode } from 'react';
import { useEffect } from 'react';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { AddressFields } from './address-fields.tsx';
import { BehaviourFields } from './behaviour-fields.tsx';
import { ClientFields } from './client-fields.tsx';
import './profile-form.css';
import { SessionFields } from './session-fields.tsx';
import { SubscriptionFields } from './subscription-fields.tsx';
import { TlsFields } from './tls-fields.tsx';
import type { ProfileDraft } from './use-profile-draft.ts';
import { WillFields } from './will-fields.tsx';

const words = texts.connect.form;

interface ProfileFormProps {
  readonly draft: ProfileDraft;
  readonly note?: string | undefined;
  /** Buttons beside those that save it. */
  readonly actions?: ReactNode;
}

/** Every setting of a profile. */
export function ProfileForm({ draft, note, actions }: ProfileFormProps) {
  const { form, refusals } = draft;
  const { transport } = draft.profile;
  const problems = Object.keys(draft.problems).length;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void draft.saveAndConnect();
  };
  useEffect(() => {
    // What is to be put right may be out of sight.
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form, refusals]);
  return (
    <form ref={form} className="profile-form" onSubmit={submit} noValidate>
      <div className="profile-fields">
        <AddressFields draft={draft} />
        <SubscriptionFields draft={draft} />
        <ClientFields draft={draft} />
        {transport === 'tls' || transport === 'wss' ? <TlsFields draft={draft} /> : undefined}
        <SessionFields draft={draft} />
        <WillFields draft={draft} />
        <BehaviourFields draft={draft} />
      </div>
      <footer className="profile-foot">
        {draft.error === undefined ? undefined : (
          <ErrorBox message={draft.error.message} advice={draft.error.advice} />
        )}
        {problems > 0 ? (
          <p className="field-problem" role="alert">
            {words.problems(problems)}
          </p>
        ) : undefined}
        {note === undefined ? undefined : <p className="field-hint">{note}</p>}
        <div className="profile-actions">
          {actions}
          <Button disabled={draft.isBusy} onClick={() => void draft.save()}>
            {words.save}
          </Button>
          <Button kind="primary" type="submit" disabled={draft.isBusy}>
            {words.connect}
          </Button>
        </div>
      </footer>
    </form>
  );
}
