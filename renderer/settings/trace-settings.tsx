import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Switch } from '../ui/checkbox.tsx';
import { MuteForm } from './mute-form.tsx';
import { MuteList } from './mute-list.tsx';
import { SettingRow } from './setting-row.tsx';
import { ThresholdList } from './threshold-list.tsx';

const words = texts.settings;

/** Whether exchanges are made of what is captured, and which findings are not shown. */
export function TraceSettings() {
  const traces = useApp((state) => state.settings.traces);
  const change = useApp((state) => state.changeSettings);
  return (
    <>
      <SettingRow name={words.traces} hint={words.tracesHint}>
        <Switch
          label={<span className="visually-hidden">{words.traces}</span>}
          checked={traces}
          onChange={(isOn) => void change({ traces: isOn })}
        />
      </SettingRow>
      <ThresholdList />
      <SettingRow name={words.mutes} hint={words.mutesHint}>
        <MuteList />
      </SettingRow>
      <MuteForm />
    </>
  );
}
