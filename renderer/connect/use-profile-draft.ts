import type { RefObject } from 'react';
import { useRef, useState } from 'react';
import type { Answer, ContractError } from '../../app/contract/answer.ts';
import type { Profile, Secrets, SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import { newSubscription } from '../state/new-profile.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { focusWrongNumber } from '../ui/wrong-number.ts';
import type { ProfileProblems } from './check-profile.ts';
import type { TypedProfile } from './typed-profile.ts';
import { problemsOf, takeAll, takeUrl, typedProfile, typeUrl, withSubscription } from './typed-profile.ts';

/** Which secrets the engine holds for a profile. */
interface HeldSecrets {
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
  /** What it is typed into: with a number in it that is none, nothing is saved. */
  readonly form: RefObject<HTMLFormElement | null>;
  /** How often it was tried to save what has problems. */
  readonly refusals: number;
  readonly error: ContractError | undefined;
  readonly isBusy: boolean;
  readonly change: (change: Partial<Profile>) => void;
  readonly changeSecrets: (change: Secrets) => void;
  readonly url: string;
  /** Fills the form as soon as it is a whole URL. */
  readonly typeUrl: (url: string) => void;
  /** Fills the form with an address that has no scheme as well. */
  readonly leaveUrl: () => void;
  /** What stands in the line that adds subscriptions. */
  readonly subscription: SubscriptionSettings;
  readonly typeSubscription: (subscription: SubscriptionSettings) => void;
  readonly addSubscription: (subscription: SubscriptionSettings) => void;
  readonly save: () => Promise<void>;
  readonly saveAndConnect: () => Promise<void>;
}

/** The form's own copy of a profile: what is typed is the user's until it is saved. */
export function useProfileDraft(first: Profile, held: HeldSecrets): ProfileDraft {
  const [typed, setTyped] = useState(() => typedProfile(first));
  const [refusals, setRefusals] = useState(0);
  const [wasTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { isBusy, error, run } = useAnswer();
  const saveProfile = useApp((state) => state.saveProfile);
  const saveAndConnect = useApp((state) => state.saveAndConnect);
  const tellDone = useApp((state) => state.tellDone);
  const openDialog = useApp((state) => state.openDialog);

  const { profile, secrets, url, subscription } = typed;
  const attempt = async (verb: typeof saveProfile): Promise<boolean> => {
    setTried(true);
    const taken = takeAll(typed);
    setTyped(taken);
    const named = withName(taken);
    if (Object.keys(problemsOf(named, held.password)).length > 0) {
      setRefusals((times) => times + 1);
      return false;
    }
    if (focusWrongNumber(form.current)) return false;
    return await run(() => verb(named.profile, named.secrets));
  };
  return {
    profile,
    secrets,
    held,
    problems: wasTried ? problemsOf(withName(typed), held.password) : {},
    form,
    refusals,
    error,
    isBusy,
    change: (change) => setTyped({ ...typed, profile: { ...profile, ...change } }),
    changeSecrets: (change) => setTyped({ ...typed, secrets: { ...secrets, ...change } }),
    url,
    typeUrl: (next) => setTyped(typeUrl(typed, next)),
    leaveUrl: () => setTyped(takeUrl(typed)),
    subscription,
    typeSubscription: (next) => setTyped({ ...typed, subscription: next }),
    addSubscription: (added) =>
      setTyped({
        ...typed,
        profile: withSubscription(profile, added),
        subscription: added === subscription ? newSubscription('') : subscription,
      }),
    save: async () => {
      if (!(await attempt(saveProfile))) return;
      tellDone(texts.connect.form.saved);
      setTyped((now) => ({ ...now, secrets: {} }));
      openDialog({ kind: 'connection', profile: profile.id, tab: 'settings' });
    },
    saveAndConnect: async () => {
      await attempt(saveAndConnect);
    },
  };
}

/** Without a name of its own it takes the host's. */
function withName(typed: TypedProfile): TypedProfile {
  const { profile } = typed;
  return profile.name.trim() === ''
    ? { ...typed, profile: { ...profile, name: profile.host.slice(0, 100) } }
    : typed;
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
