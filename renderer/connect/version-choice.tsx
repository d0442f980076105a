import type { Profile } from '../../app/contract/areas/profiles.ts';
import { texts } from '../texts/en.ts';
import { Segmented } from '../ui/segmented.tsx';

const words = texts.connect.form;
type Version = Profile['protocolVersion'];
const versions: readonly { readonly value: '3' | '4' | '5'; readonly version: Version }[] = [
  { value: '3', version: 3 },
  { value: '4', version: 4 },
  { value: '5', version: 5 },
];

interface VersionChoiceProps {
  readonly value: Version;
  readonly onChange: (version: Version) => void;
}

/** The version of MQTT that CONNECT asks for. */
export function VersionChoice({ value, onChange }: VersionChoiceProps) {
  return (
    <div className="field">
      <span className="field-label">{words.version}</span>
      <Segmented
        label={words.version}
        value={value === 3 ? '3' : value === 4 ? '4' : '5'}
        options={versions.map((one) => ({ value: one.value, text: words.versions[one.version] }))}
        onChange={(chosen) => onChange(versions.find((one) => one.value === chosen)?.version ?? 5)}
      />
    </div>
  );
}
