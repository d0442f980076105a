import { Plug } from 'lucide-react';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import type { BrokerAddress } from '../state/broker-url.ts';
import { parseBrokerUrl } from '../state/broker-url.ts';
import { newProfile, newProfileId, newSubscription, withAddress } from '../state/new-profile.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { TextField } from '../ui/text-field.tsx';
import { StartCard } from './start-card.tsx';

const words = texts.start.connect;

/** A broker by its URL, connected to at once. */
export function ConnectCard() {
  const [url, setUrl] = useState('');
  const [isEverything, setEverything] = useState(false);
  const [wasTried, setTried] = useState(false);
  const { connect, isBusy, error } = useConnect();
  const openDialog = useApp((state) => state.openDialog);
  const parsed = parseBrokerUrl(url);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (parsed.ok) void connect(parsed.address, isEverything);
  };
  return (
    <StartCard icon={Plug} title={words.title} text={words.text}>
      <form className="start-form" onSubmit={submit}>
        <TextField
          label={words.url}
          hideLabel
          mono
          value={url}
          onChange={(next) => {
            setTried(false);
            setUrl(next);
          }}
          placeholder={words.placeholder}
          problem={wasTried && !parsed.ok ? texts.connect.urlProblem[parsed.problem] : undefined}
        />
        <Checkbox label={words.everything} checked={isEverything} onChange={setEverything} />
        {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
        <p className="start-card-foot">
          <Button kind="primary" type="submit" disabled={isBusy}>
            {isBusy ? words.busy : words.action}
          </Button>
          <Button kind="quiet" onClick={() => openDialog({ kind: 'connection', profile: undefined })}>
            {words.more}
          </Button>
        </p>
      </form>
    </StartCard>
  );
}

function useConnect() {
  const saveAndConnect = useApp((state) => state.saveAndConnect);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ContractError>();
  const connect = async (address: BrokerAddress, isEverything: boolean): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const profile = withAddress(newProfile(newProfileId()), address);
    const subscriptions = isEverything ? [newSubscription('#')] : [];
    const secrets = address.password === undefined ? {} : { password: address.password };
    const answer = await saveAndConnect({ ...profile, subscriptions }, secrets);
    setBusy(false);
    if (!answer.ok) setError(answer.error);
  };
  return { connect, isBusy, error };
}
