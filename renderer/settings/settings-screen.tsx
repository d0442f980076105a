import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Command } from '../state/command.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { HistorySettings } from './history-settings.tsx';
import { KeyboardSettings } from './keyboard-settings.tsx';
import { LicencesSection } from './licences-section.tsx';
import { LogSection } from './log-section.tsx';
import { ReportSection } from './report-section.tsx';
import type { SectionName } from './sections.ts';
import { matchingSections } from './sections.ts';
import { SelfTestSection } from './self-test-section.tsx';
import './settings.css';
import { TraceSettings } from './trace-settings.tsx';
import { TransferSection } from './transfer-section.tsx';
import { VersionsSection } from './versions-section.tsx';

const words = texts.settings;

interface SettingsScreenProps {
  /** Of the whole app, for the list of shortcuts. */
  readonly commands: readonly Command[];
}

/** Everything that can be set, and what there is to know about the app; all of it applies at once. */
export function SettingsScreen({ commands }: SettingsScreenProps) {
  const [search, setSearch] = useState('');
  const problem = useApp((state) => state.settingsProblem);
  const shown = matchingSections(search);
  return (
    <main className="screen settings" aria-label={words.label}>
      <div className="settings-middle">
        <header className="settings-head">
          <h2 className="settings-title">{words.label}</h2>
          <TextField
            label={words.search}
            hideLabel
            type="search"
            placeholder={words.search}
            before={<Search aria-hidden="true" />}
            value={search}
            onChange={setSearch}
          />
        </header>
        {problem === undefined ? undefined : <ErrorBox message={words.problem(problem)} />}
        {shown.length === 0 ? (
          <Empty title={words.nothing(search)}>
            <p>{words.elsewhere}</p>
          </Empty>
        ) : undefined}
        {shown.map((name) => (
          <section
            key={name}
            id={`settings-${name}`}
            className="settings-section"
            aria-label={words.sections[name]}
          >
            <h3>{words.sections[name]}</h3>
            <Section name={name} commands={commands} />
          </section>
        ))}
      </div>
    </main>
  );
}

const contents: Readonly<Record<SectionName, (props: SettingsScreenProps) => ReactNode>> = {
  appearance: AppearanceSettings,
  history: HistorySettings,
  traces: TraceSettings,
  keyboard: KeyboardSettings,
  transfer: TransferSection,
  log: LogSection,
  selfTest: SelfTestSection,
  report: ReportSection,
  versions: VersionsSection,
  licences: LicencesSection,
};

function Section({ name, commands }: SettingsScreenProps & { readonly name: SectionName }) {
  const Content = contents[name];
  return <Content commands={commands} />;
}
