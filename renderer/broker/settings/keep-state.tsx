import { useApp } from '../../state/use-app.tsx';
import { texts } from '../../texts/en.ts';
import { Switch } from '../../ui/checkbox.tsx';
import { SettingLine } from './setting-line.tsx';

const words = texts.brokerSettings.keepState;

/** Whether sessions and retained messages outlive the app: said at once, and in force when the broker starts. */
export function KeepState() {
  const isKept = useApp((state) => state.settings.keepBrokerState);
  const change = useApp((state) => state.changeSettings);
  return (
    <section className="broker-settings-group" aria-label={words.title}>
      <h3>{words.title}</h3>
      <SettingLine name={words.name} hint={words.hint} isSet={isKept}>
        <Switch
          label={words.keep}
          checked={isKept}
          onChange={(keepBrokerState) => void change({ keepBrokerState })}
        />
      </SettingLine>
    </section>
  );
}
