import type { KeyboardEvent } from 'react';
import type { Profile, SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import { newSubscription } from '../state/new-profile.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { filterProblem } from './check-profile.ts';
import { SubscriptionOptions } from './subscription-options.tsx';
import './subscriptions.css';

const words = texts.connect.subscriptions;
const offered: readonly { readonly filter: string; readonly text: string }[] = [
  { filter: '#', text: words.everything },
  { filter: '$SYS/#', text: words.system },
];

interface NewSubscriptionProps {
  readonly protocolVersion: Profile['protocolVersion'];
  readonly taken: readonly SubscriptionSettings[];
  readonly typed: SubscriptionSettings;
  readonly onType: (typed: SubscriptionSettings) => void;
  readonly action: string;
  readonly onAdd: (subscription: SubscriptionSettings) => void;
}

/** A topic filter with its options; `#` and `$SYS/#` stand ready, and nothing is chosen. */
export function NewSubscription(props: NewSubscriptionProps) {
  const { protocolVersion, taken, typed, onType, action, onAdd } = props;
  const { filter } = typed;
  const problem = filter === '' ? undefined : filterProblem(filter, { protocolVersion });
  const hasSpaces = filter !== filter.trim();
  const isThere = taken.some((one) => one.filter === filter);
  const add = (): void => {
    if (filter === '' || problem !== undefined) return;
    onAdd(typed);
  };
  // Enter adds the filter; it does not send the form that the field may stand in.
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  };
  return (
    <div className="subscription-new">
      <div className="subscription-line">
        <TextField
          className="subscription-filter"
          label={words.filter}
          hideLabel
          mono
          placeholder={words.placeholder}
          value={filter}
          problem={problem}
          hint={isThere ? words.there : hasSpaces ? words.spaces : undefined}
          onKeyDown={press}
          onChange={(next) => onType({ ...typed, filter: next })}
        />
        <SubscriptionOptions value={typed} protocolVersion={protocolVersion} onChange={onType} />
        <Button disabled={filter === '' || problem !== undefined} onClick={add}>
          {action}
        </Button>
      </div>
      <div className="subscription-offers">
        {offered
          .filter((offer) => !taken.some((one) => one.filter === offer.filter))
          .map((offer) => (
            <Button key={offer.filter} kind="quiet" onClick={() => onAdd(newSubscription(offer.filter))}>
              {offer.text}
            </Button>
          ))}
      </div>
    </div>
  );
}
