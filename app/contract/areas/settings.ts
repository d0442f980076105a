import { z } from 'zod';
import { call, feed } from '../define.ts';
import { nothing } from './common.ts';
import { muteRule } from './trace/finding.ts';
import { changedThresholds, defaultThresholds, findingThresholds } from './trace/thresholds.ts';

/** Rules by which findings are not shown. */
export const mostMutes = 200;

export const settings = z.object({
  theme: z.enum(['system', 'dark', 'light']),
  density: z.enum(['compact', 'comfortable']),
  /** Bytes that the history may take on disk. */
  historyBudget: z.number().int().min(16_000_000).max(1_000_000_000_000),
  /** Empty: the default. Takes effect at the next start. */
  dataFolder: z.string().max(4096),
  /** The embedded broker's sessions and retained messages outlive the app. Takes effect when the broker starts. */
  keepBrokerState: z.boolean(),
  /** Exchanges are made of what is captured (`docs/traces.md`). */
  traces: z.boolean(),
  /** Findings of traces that are not shown. */
  findingMutes: z.array(muteRule).max(mostMutes),
  /** From when on something is worth a finding. Holds for what is traced from then on. */
  findingThresholds,
  /** Single letters act as shortcuts. */
  singleKeys: z.boolean(),
  /** The composer is open; closed, its bar alone shows. */
  showsComposer: z.boolean(),
  /** Sizes of panes, by name of the group, in percent. */
  panes: z.record(z.string().max(64), z.array(z.number()).max(8)),
});
export type Settings = z.infer<typeof settings>;

/** What holds until somebody changes it, and in a window until the engine has said what holds. */
export const defaultSettings: Settings = {
  theme: 'system',
  density: 'compact',
  historyBudget: 2_000_000_000,
  dataFolder: '',
  keepBrokerState: false,
  traces: true,
  findingMutes: [],
  findingThresholds: defaultThresholds,
  singleKeys: true,
  showsComposer: true,
  panes: {},
};

/** Only what is named changes; so it is within the thresholds and the panes, of which several windows change each its own. */
export const settingsChange = settings.extend({ findingThresholds: findingThresholds.partial() }).partial();
export type SettingsChange = z.infer<typeof settingsChange>;

/** The settings after a change. */
export function changedSettings(base: Settings, change: SettingsChange): Settings {
  return {
    theme: change.theme ?? base.theme,
    density: change.density ?? base.density,
    historyBudget: change.historyBudget ?? base.historyBudget,
    dataFolder: change.dataFolder ?? base.dataFolder,
    keepBrokerState: change.keepBrokerState ?? base.keepBrokerState,
    traces: change.traces ?? base.traces,
    findingMutes: change.findingMutes ?? base.findingMutes,
    findingThresholds: changedThresholds(base.findingThresholds, change.findingThresholds ?? {}),
    singleKeys: change.singleKeys ?? base.singleKeys,
    showsComposer: change.showsComposer ?? base.showsComposer,
    panes: { ...base.panes, ...change.panes },
  };
}

export const settingsFeeds = {
  settings: feed(
    nothing,
    z.object({ settings, defaultDataFolder: z.string(), problem: z.string().optional() }),
  ),
} as const;

export const settingsCalls = {
  /** What was stored is what the feed says next. */
  'settings.save': call(z.object({ change: settingsChange }), nothing),
  /** Beside the rules that there are. */
  'settings.mute': call(z.object({ rule: muteRule }), nothing),
  'settings.unmute': call(z.object({ rule: muteRule }), nothing),
} as const;
