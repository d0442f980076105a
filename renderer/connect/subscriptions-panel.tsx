import { X } from 'lucide-react';
import { useState } from 'react';
import type { Answer, ContractError } from '../../app/contract/answer.ts';
import type { SubscriptionState } from '../../app/contract/areas/connection.ts';
import type { Profile, SubscriptionSettings } from '../../app/contract/areas/profiles.ts';
import { newSubscription } from '../state/new-profile.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { exactTime, timeOfDay } from '../texts/time.ts';
import { ErrorBox } from '../ui/error-box.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { reasonText } from './negotiated-table.tsx';
import { NewSubscription } from './new-subscription.tsx';
import './connection-panel.css';

const words = texts.connect.subscriptions;
const none: readonly SubscriptionState[] = [];

/** SUBSCRIBE beside SUBACK; filters come and go while connected, and with the profile from then on. */
export function SubscriptionsPanel({ profile }: { readonly profile: Profile }) {
  const states = useApp((state) =>
    state.selection.source === profile.id ? (state.connection?.subscriptions ?? none) : none,
  );
  const subscribe = useApp((state) => state.subscribe);
  const unsubscribe = useApp((state) => state.unsubscribe);
  const [error, setError] = useState<ContractError>();
  const [typed, setTyped] = useState(newSubscription(''));
  const tell = async (answer: Promise<Answer<unknown>>): Promise<void> => {
    setError(undefined);
    const told = await answer;
    if (!told.ok) setError(told.error);
  };
  const add = (subscription: SubscriptionSettings): void => {
    if (subscription === typed) setTyped(newSubscription(''));
    void tell(subscribe(profile.id, subscription));
  };
  return (
    <div className="connection-panel">
      <NewSubscription
        protocolVersion={profile.protocolVersion}
        taken={states.map(({ asked }) => asked)}
        typed={typed}
        onType={setTyped}
        action={words.add}
        onAdd={add}
      />
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      {states.length === 0 ? (
        <p className="field-hint">{words.empty}</p>
      ) : (
        <SubscriptionTable
          states={states}
          is5={profile.protocolVersion === 5}
          onRemove={(filter) => void tell(unsubscribe(profile.id, filter))}
        />
      )}
    </div>
  );
}

interface SubscriptionTableProps {
  readonly states: readonly SubscriptionState[];
  readonly is5: boolean;
  readonly onRemove: (filter: string) => void;
}

function SubscriptionTable({ states, is5, onRemove }: SubscriptionTableProps) {
  return (
    <table className="facts" aria-label={words.label}>
      <thead>
        <tr>
          <th scope="col">{words.columns.filter}</th>
          <th scope="col">{words.columns.asked}</th>
          <th scope="col">{words.columns.granted}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {states.map((state) => (
          <tr key={state.asked.filter}>
            <td className="mono">{state.asked.filter}</td>
            <td>{askedText(state, is5)}</td>
            <td className={`granted-${state.granted.kind}`}>
              <Granted granted={state.granted} />
            </td>
            <td>
              <IconButton
                name={words.unsubscribe(state.asked.filter)}
                onClick={() => onRemove(state.asked.filter)}
              >
                <X aria-hidden="true" />
              </IconButton>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Granted({ granted }: { readonly granted: SubscriptionState['granted'] }) {
  if (granted.kind === 'none' || granted.kind === 'pending') return words.state[granted.kind];
  const { reason, at } = granted;
  return (
    <>
      <span className="mono">{reasonText(reason)}</span>{' '}
      <time className="field-hint" title={exactTime(at)}>
        {timeOfDay(at)}
      </time>
      {reason.cause === undefined ? undefined : <span className="granted-cause">{reason.cause}</span>}
    </>
  );
}

function askedText({ asked }: SubscriptionState, is5: boolean): string {
  const options = [
    asked.noLocal ? words.noLocal : undefined,
    asked.retainAsPublished ? words.retainAsPublished : undefined,
    asked.retainHandling === 0
      ? undefined
      : `${words.retainHandling}: ${words.retainHandlings[asked.retainHandling]}`,
  ].filter((option) => option !== undefined);
  return [words.qos(asked.qos), ...(is5 ? options : [])].join(', ');
}
