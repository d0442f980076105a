import type { Profile, Secrets, SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import { parseBrokerUrl } from '../state/broker-url.ts';
import { newSubscription, withAddress } from '../state/new-profile.ts';
import { texts } from '../texts/en.ts';
import type { ProfileProblems } from './check-profile.ts';
import { checkProfile, filterProblem } from './check-profile.ts';

/** The form of a profile as it stands: the profile, and what was typed beside it and is not part of it yet. */
export interface TypedProfile {
  readonly profile: Profile;
  readonly secrets: Secrets;
  readonly url: string;
  /** What the URL says is in the profile: the fields below it may have been changed since. */
  readonly isUrlTaken: boolean;
  /** In the line that adds subscriptions; without a filter it is none. */
  readonly subscription: SubscriptionSettings;
}

/** The form as it is first. */
export function typedProfile(profile: Profile): TypedProfile {
  return { profile, secrets: {}, url: '', isUrlTaken: true, subscription: newSubscription('') };
}

/** A URL with its scheme is taken apart as soon as it is one; its password does not stay in the field. */
export function typeUrl(typed: TypedProfile, url: string): TypedProfile {
  const next = { ...typed, url, isUrlTaken: url.trim() === '' };
  return /^\s*[a-z]+:\/\/.+/i.test(url) ? takeUrl(next) : next;
}

/** Takes in what is an address without a scheme as well: whoever typed it is done with it. */
export function takeUrl(typed: TypedProfile): TypedProfile {
  if (typed.isUrlTaken) return typed;
  const parsed = parseBrokerUrl(typed.url);
  if (!parsed.ok) return typed;
  const { password } = parsed.address;
  return {
    ...typed,
    profile: withAddress(typed.profile, parsed.address),
    secrets: password === undefined ? typed.secrets : { ...typed.secrets, password },
    url: typed.url.replace(/^(\s*(?:[a-z]+:\/\/)?[^:@/]*):[^@/]*@/i, '$1@'),
    isUrlTaken: true,
  };
}

/** Adds a subscription, in the place of one with its filter. */
export function withSubscription(profile: Profile, added: SubscriptionSettings): Profile {
  const others = profile.subscriptions.filter(({ filter }) => filter !== added.filter);
  return { ...profile, subscriptions: [...others, added] };
}

/** Takes in all that can be: whoever saves has not typed it for nothing. */
export function takeAll(typed: TypedProfile): TypedProfile {
  const { profile, subscription, ...rest } = takeUrl(typed);
  const { filter } = subscription;
  if (filter === '' || filterProblem(filter, profile) !== undefined)
    return { profile, subscription, ...rest };
  return { ...rest, profile: withSubscription(profile, subscription), subscription: newSubscription('') };
}

/** What is wrong with the form, that included which could not be taken in. */
export function problemsOf(
  { profile, secrets, url, isUrlTaken, subscription }: TypedProfile,
  hasPassword: boolean,
): ProfileProblems {
  const { host, ...found } = checkProfile(profile, secrets, hasPassword);
  const parsed = parseBrokerUrl(url);
  const urlProblem = isUrlTaken || parsed.ok ? undefined : texts.connect.urlProblem[parsed.problem];
  const newFilter = subscription.filter === '' ? undefined : filterProblem(subscription.filter, profile);
  return {
    ...found,
    // Who has typed a URL is told there what is wrong with it, and not below as well.
    ...(urlProblem !== undefined ? { url: urlProblem } : host === undefined ? {} : { host }),
    ...(newFilter === undefined ? {} : { newFilter }),
  };
}
