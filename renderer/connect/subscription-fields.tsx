import { X } from 'lucide-react';
import type { SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { FormSection } from './form-section.tsx';
import { NewSubscription } from './new-subscription.tsx';
import { SubscriptionOptions } from './subscription-options.tsx';
import './subscriptions.css';
import type { ProfileDraft } from './use-profile-draft.ts';

const words = texts.connect.subscriptions;

/** What the profile subscribes to when it connects: nothing unless the user says so. */
export function SubscriptionFields({ draft }: { readonly draft: ProfileDraft }) {
  const { profile, change } = draft;
  const { subscriptions, protocolVersion } = profile;
  const replace = (next: readonly SubscriptionSettings[]): void => change({ subscriptions: [...next] });
  return (
    <FormSection title={texts.connect.form.subscriptions}>
      {subscriptions.length === 0 ? <p className="field-hint">{texts.connect.form.none}</p> : undefined}
      {subscriptions.map((subscription) => (
        <div key={subscription.filter} className="subscription-line">
          <span className="mono ellipsis subscription-filter" title={subscription.filter}>
            {subscription.filter}
          </span>
          <SubscriptionOptions
            value={subscription}
            protocolVersion={protocolVersion}
            onChange={(next) =>
              replace(subscriptions.map((one) => (one.filter === subscription.filter ? next : one)))
            }
          />
          <IconButton
            name={words.remove(subscription.filter)}
            onClick={() => replace(subscriptions.filter(({ filter }) => filter !== subscription.filter))}
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <NewSubscription
        protocolVersion={protocolVersion}
        taken={subscriptions}
        typed={draft.subscription}
        onType={draft.typeSubscription}
        action={words.addOffline}
        onAdd={draft.addSubscription}
      />
      {draft.problems.subscriptions === undefined ? undefined : (
        <p className="field-problem">{draft.problems.subscriptions}</p>
      )}
    </FormSection>
  );
}
