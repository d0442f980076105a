import { Plus, Search } from 'lucide-react';
import { SourceDetailsButton } from '../connect/source-details-button.tsx';
import { OpenCaptureButton } from '../recordings/open-capture-button.tsx';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Shortcut } from '../ui/shortcut.tsx';
import { Logo } from './logo.tsx';
import { SourceTabs } from './source-tabs.tsx';
import './top-bar.css';

/** Name, sources, search. */
export function TopBar() {
  const openDialog = useApp((state) => state.openDialog);
  return (
    <header className="top-bar">
      <Logo />
      <SourceTabs />
      <IconButton
        name={texts.shell.addConnection}
        onClick={() => openDialog({ kind: 'connection', profile: undefined })}
      >
        <Plus aria-hidden="true" />
      </IconButton>
      <OpenCaptureButton />
      <SourceDetailsButton />
      <button type="button" className="top-search" onClick={() => openDialog({ kind: 'palette' })}>
        <Search aria-hidden="true" />
        <span className="ellipsis">{texts.shell.search}</span>
        <Shortcut keys="Mod+K" />
      </button>
    </header>
  );
}
