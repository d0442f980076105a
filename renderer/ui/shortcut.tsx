import './shortcut.css';
import { keyLabels } from './shortcut-keys.ts';

/** True on Apple's platforms, whose shortcuts use Command. */
export function isMac(): boolean {
  return navigator.platform.startsWith('Mac');
}

/** A key combination as it stands on the keys: `Mod+K`. */
export function Shortcut({ keys }: { readonly keys: string }) {
  return <kbd className="shortcut">{keyLabels(keys, isMac()).join(' ')}</kbd>;
}
