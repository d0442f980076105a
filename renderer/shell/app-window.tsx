import { BrokerScreen } from '../broker/broker-screen.tsx';
import { FileDrop } from '../recordings/file-drop.tsx';
import { ImportBar } from '../recordings/import-bar.tsx';
import { SettingsScreen } from '../settings/settings-screen.tsx';
import { StartScreen } from '../start/start-screen.tsx';
import { useApp } from '../state/use-app.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { allCommands } from './all-commands.ts';
import './app-window.css';
import { DialogsHost } from './dialogs-host.tsx';
import { ExploreLayout } from './explore-layout.tsx';
import { ExportBar } from './export-bar.tsx';
import { LinkBar } from './link-bar.tsx';
import { Notices } from './notices.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { TraceLayout } from './trace-layout.tsx';
import { useAppearance } from './use-appearance.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** The whole window. */
export function AppWindow() {
  useAppearance();
  useShortcuts();
  return (
    <TooltipProvider delayDuration={500}>
      <div className="app-window">
        <TopBar />
        <LinkBar />
        <ExportBar />
        <ImportBar />
        <div className="app-middle">
          <Rail />
          <CurrentScreen />
        </div>
        <StatusBar />
      </div>
      <Notices />
      <DialogsHost />
      <FileDrop />
    </TooltipProvider>
  );
}

function CurrentScreen() {
  const screen = useApp((state) => state.screen);
  const isKnown = useApp((state) => state.sources.isKnown);
  const isEmpty = useApp((state) => state.sources.all.length === 0);
  if (screen === 'settings') return <SettingsScreen commands={allCommands} />;
  if (screen === 'broker') return <BrokerScreen />;
  if (screen === 'trace') return <TraceLayout />;
  if (!isKnown) return <main className="screen" />;
  return isEmpty ? <StartScreen /> : <ExploreLayout />;
}
