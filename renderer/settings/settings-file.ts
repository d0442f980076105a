import type { Settings, SettingsChange } from '../../app/contract/areas/settings.ts';
import { settingsChange } from '../../app/contract/areas/settings.ts';
import { texts } from '../texts/en.ts';

const words = texts.settings;

/** Says what kind of file it is, so that another JSON file is not taken for one. */
const kind = 'topicscope-settings';

type ImportedSettings =
  | { readonly ok: true; readonly change: SettingsChange }
  | { readonly ok: false; readonly why: string };

/** The settings as a file. The data folder stays out: it is a path of this machine. */
export function settingsToFile({ dataFolder: _, ...settings }: Settings): string {
  return `${JSON.stringify({ kind, version: 1, settings }, undefined, 2)}\n`;
}

/** Reads such a file; what it does not name stays as it is. */
export function settingsFromFile(text: string): ImportedSettings {
  const file = parsed(text);
  if (file === undefined) return { ok: false, why: words.notJson };
  if (typeof file !== 'object' || file === null || !('kind' in file) || file.kind !== kind) {
    return { ok: false, why: words.notSettings(`kind is not ${kind}`) };
  }
  const change = settingsChange.safeParse('settings' in file ? file.settings : undefined);
  if (change.success) {
    const { dataFolder: _, ...named } = change.data;
    return { ok: true, change: named };
  }
  const issue = change.error.issues[0];
  return { ok: false, why: words.notSettings(`${issue?.path.join('.')}: ${issue?.message}`) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: said by whoever asked.
    return undefined;
  }
}
