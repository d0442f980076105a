import { useState } from 'react';
import { newProfile, newProfileId } from '../state/new-profile.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ProfileForm } from './profile-form.tsx';
import { useProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.form;

/** The form of a profile that is not saved yet. */
export function NewProfile() {
  const [first] = useState(() => newProfile(newProfileId()));
  const draft = useProfileDraft(first, { password: false, keyPassphrase: false });
  return (
    <ProfileForm
      draft={draft}
      actions={
        <>
          <Button disabled={draft.isBusy} onClick={() => void draft.save()}>
            {words.save}
          </Button>
          <Button kind="primary" type="submit" disabled={draft.isBusy}>
            {words.connect}
          </Button>
        </>
      }
    />
  );
}
