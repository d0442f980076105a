import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import type { BrokerPlan } from '../../app/contract/areas/broker/state.ts';
import type { FeedValue } from '../../app/contract/contract-types.ts';
import { parseOrigins } from '../state/parse-origins.ts';
import { useApp } from '../state/use-app.tsx';
import { addressList } from '../texts/addresses.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/checkbox.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { Spacer } from '../ui/toolbar.tsx';
import { focusWrongNumber } from '../ui/wrong-number.ts';
import { planOf } from './broker-plan.ts';
import { FormSection } from './form-section.tsx';
import { PortTaken } from './port-taken.tsx';
import { useStopBroker } from './use-stop-broker.ts';

type WhenTaken = 'ask' | 'free';

const words = texts.connect.broker;
const { number } = texts.connect.problems;

/** Ports, network and origins; applied together, because each of them means to listen anew. */
export function BrokerForm({ broker }: { readonly broker: FeedValue<'broker'> }) {
  const { state } = broker;
  // What the user has changed, until it was applied; without it how the broker runs.
  const [changed, setChanged] = useState<BrokerPlan>();
  const [typedOrigins, setTypedOrigins] = useState<string>();
  const { start, isBusy, taken, error } = useStart();
  const stop = useStopBroker();
  const form = useRef<HTMLFormElement>(null);
  const isRunning = state.kind === 'running';
  const plan = changed ?? planOf(broker);
  const originText = typedOrigins ?? plan.allowedOrigins.join('\n');
  const origins = parseOrigins(originText);
  const change = (part: Partial<BrokerPlan>): void => setChanged({ ...plan, ...part });
  const begin = async (whenTaken: WhenTaken): Promise<void> => {
    if (!origins.ok || focusWrongNumber(form.current)) return;
    const whole = { ...plan, allowedOrigins: [...origins.origins] };
    setChanged(whole);
    if (!(await start(whole, whenTaken))) return;
    setChanged(undefined);
    setTypedOrigins(undefined);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void begin('ask');
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <FormSection title={isRunning ? words.running : words[state.kind]}>
        {state.kind === 'failed' ? <ErrorBox message={state.why} /> : undefined}
        <PortFields plan={plan} change={change} />
        <NetworkField plan={plan} change={change} addresses={broker.addresses} />
        <TextArea
          label={words.origins}
          mono
          rows={2}
          value={originText}
          hint={words.originsHint}
          problem={origins.ok ? undefined : words.originProblem(origins.wrong)}
          onChange={setTypedOrigins}
        />
        {taken === undefined ? undefined : <PortTaken taken={taken} onFree={() => void begin('free')} />}
        {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
        <div className="profile-actions">
          {isRunning ? <span className="field-hint">{words.changeDisconnects}</span> : undefined}
          <Spacer />
          {isRunning ? <Button onClick={() => void stop()}>{words.stop}</Button> : undefined}
          <Button kind="primary" type="submit" disabled={isBusy || !origins.ok}>
            {isBusy ? words.starting : isRunning ? words.restart : words.start}
          </Button>
        </div>
      </FormSection>
    </form>
  );
}

interface PlanFieldsProps {
  readonly plan: BrokerPlan;
  readonly change: (changed: Partial<BrokerPlan>) => void;
}

function PortFields({ plan, change }: PlanFieldsProps) {
  return (
    <>
      <div className="span-4">
        <NumberField
          label={words.port}
          hint={words.portHint}
          value={plan.port}
          min={0}
          isRequired
          max={65_535}
          problemText={number}
          onChange={(port) => port !== undefined && change({ port })}
        />
      </div>
      <div className="span-4">
        <NumberField
          label={words.wsPort}
          hint={words.portHint}
          value={plan.wsPort}
          min={0}
          isRequired
          max={65_535}
          problemText={number}
          onChange={(wsPort) => wsPort !== undefined && change({ wsPort })}
        />
      </div>
    </>
  );
}

function NetworkField({
  plan,
  change,
  addresses,
}: PlanFieldsProps & { readonly addresses: readonly string[] }) {
  return (
    <div>
      <Switch label={words.network} checked={plan.network} onChange={(network) => change({ network })} />
      <p className={plan.network ? 'form-warning' : 'field-hint'}>
        {plan.network ? words.networkMeans(addressList(addresses) ?? words.thisMachine) : words.networkOff}
      </p>
    </div>
  );
}

/** A port that is taken, and whether an MQTT broker has it. */
interface Taken {
  readonly port: number;
  readonly speaksMqtt: boolean;
}

function useStart() {
  const startBroker = useApp((state) => state.startBroker);
  const [isBusy, setBusy] = useState(false);
  const [taken, setTaken] = useState<Taken>();
  const [error, setError] = useState<ContractError>();
  /** True once it runs as planned. */
  const start = async (plan: BrokerPlan, whenTaken: WhenTaken): Promise<boolean> => {
    setBusy(true);
    setTaken(undefined);
    setError(undefined);
    const started = await startBroker({ ...plan, whenTaken });
    setBusy(false);
    if (!started.ok) setError(started.error);
    else if (started.value.kind === 'taken') setTaken(started.value);
    return started.ok && started.value.kind === 'started';
  };
  return { start, isBusy, taken, error };
}
