import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Switch } from '../ui/checkbox.tsx';
import type { DotState } from '../ui/state-dot.tsx';
import { StateDot } from '../ui/state-dot.tsx';
import { FormSection } from './form-section.tsx';

const words = texts.connect.broker;
const dots: Readonly<Record<'connected' | 'connecting' | 'stopped', DotState>> = {
  connected: 'on',
  connecting: 'busy',
  stopped: 'idle',
};

/** Devices that pretend: plain MQTT clients of the broker. */
export function DemoDevices({ isBrokerRunning }: { readonly isBrokerRunning: boolean }) {
  const devices = useApp((state) => state.devices);
  const startDevices = useApp((state) => state.startDevices);
  const stopDevices = useApp((state) => state.stopDevices);
  const tellFailure = useApp((state) => state.tellFailure);
  if (devices === undefined) return undefined;
  const { running, misbehaving } = devices;
  const start = async (withMisbehaving: boolean): Promise<void> =>
    tellFailure(await startDevices(withMisbehaving));
  return (
    <FormSection title={words.devices}>
      <Switch
        label={words.devicesOn}
        checked={running}
        disabled={!isBrokerRunning}
        onChange={(isOn) => void (isOn ? start(misbehaving) : stopDevices())}
      />
      {isBrokerRunning ? undefined : <p className="field-hint">{words.devicesNeed}</p>}
      <div>
        <Switch
          label={words.misbehaving}
          checked={misbehaving}
          disabled={!running}
          onChange={(isOn) => void start(isOn)}
        />
        <p className="field-hint">{words.misbehavingHint}</p>
      </div>
      <ul className="broker-devices">
        {devices.devices.map(({ name, clientId, what, state }) => (
          <li key={clientId}>
            <StateDot state={dots[state]} name={words.deviceState[state]} />
            <span>{name}</span>
            <code className="ellipsis">{clientId}</code>
            <span className="field-hint ellipsis">{what}</span>
          </li>
        ))}
      </ul>
    </FormSection>
  );
}
