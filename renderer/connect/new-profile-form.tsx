import { useState } from 'react';
import { newProfile, newProfileId } from '../state/new-profile.ts';
import { ProfileForm } from './profile-form.tsx';
import { useProfileDraft } from './use-profile-draft.ts';

/** The form of a profile that is not saved yet. */
export function NewProfile() {
  const [first] = useState(() => newProfile(newProfileId()));
  return <ProfileForm draft={useProfileDraft(first, { password: false, keyPassphrase: false })} />;
}
