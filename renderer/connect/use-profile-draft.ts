import { useState } from 'react';
import type { Answer, ContractError } from '../../app/contract/answer.ts';
import type { Profile, Secrets } from '../../app/contract/areas/profiles.ts';
import { parseBrokerUrl } from '../state/broker-url.ts';
import { withAddress } from '../state/new-profile.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import type { ProfileProblems } from './check-profile.ts';
import { checkProfile } from './check-profile.ts';

/** Which secrets the engine holds for a profile. */
export interface HeldSecrets {
  readonly password: boolean;
  readonly keyPassphrase: boolean;
}

/** A profile while it is typed. */
export interface ProfileDraft {
  readonly profile: Profile;
  readonly secrets: Secrets;
  readonly held: HeldSecrets;
  /** Empty until the user has tried to save once. */
  readonly problems: ProfileProblems;
  readonly error: ContractError | undefined;
  readonly isBusy: boolean;
  readonly change: (change: Partial<Profile>) => void;
  readonly changeSecrets: (change: Secrets) => void;
  /** Fills the form from a pasted URL; says whether it was one. */
  readonly fillFrom: (url: string) => boolean;
  readonly save: () => Promise<void>;
  readonly saveAndConnect: () => Promise<void>;
}

/** The form's own copy of a profile: what is typed is the user's until it is saved. */
export function useProfileDraft(first: Profile, held: HeldSecrets): ProfileDraft {
  const [profile, setProfile] = useState(first);
  const [secrets, setSecrets] = useState<Secrets>({});
  const [wasTried, setTried] = useState(false);
  const { isBusy, error, run } = useAnswer();
  const saveProfile = useApp((state) => state.saveProfile);
  const saveAndConnect = useApp((state) => state.saveAndConnect);
  const tellDone = useApp((state) => state.tellDone);
  const openDialog = useApp((state) => state.openDialog);

  const named = profile.name.trim() === '' ? { ...profile, name: profile.host.slice(0, 100) } : profile;
  const found = checkProfile(named, secrets, held.password);
  const attempt = async (verb: typeof saveProfile): Promise<boolean> => {
    setTried(true);
    return Object.keys(found).length === 0 && (await run(() => verb(named, secrets)));
  };
  return {
    profile,
    secrets,
    held,
    problems: wasTried ? found : {},
    error,
    isBusy,
    change: (change) => setProfile({ ...profile, ...change }),
    changeSecrets: (change) => setSecrets({ ...secrets, ...change }),
    fillFrom: (url) => {
      const parsed = parseBrokerUrl(url);
      if (!parsed.ok) return false;
      setProfile(withAddress(profile, parsed.address));
      if (parsed.address.password !== undefined)
        setSecrets({ ...secrets, password: parsed.address.password });
      return true;
    },
    save: async () => {
      if (!(await attempt(saveProfile))) return;
      tellDone(texts.connect.form.saved);
      setSecrets({});
      openDialog({ kind: 'connection', profile: profile.id, tab: 'settings' });
    },
    saveAndConnect: async () => {
      await attempt(saveAndConnect);
    },
  };
}

function useAnswer() {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ContractError>();
  const run = async (call: () => Promise<Answer<unknown>>): Promise<boolean> => {
    setBusy(true);
    setError(undefined);
    const answer = await call();
    setBusy(false);
    if (!answer.ok) setError(answer.error);
    return answer.ok;
  };
  return { isBusy, error, run };
}
