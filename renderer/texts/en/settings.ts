import type { FindingThresholds } from '../../../app/contract/areas/trace/thresholds.ts';
import { count } from '../counts.ts';

const thresholds: Readonly<Record<keyof FindingThresholds, string>> = {
  lateTimes: 'Acknowledged late: times the usual of its client',
  lateSeconds: 'Acknowledged late: and at least',
  keptLater: 'Packet identifier kept: later exchanges that are done',
  keptSeconds: 'Packet identifier kept: and for at least',
  stalledSeconds: 'Receive Maximum: reached for',
  keepAliveNear: 'Keep alive nearly missed: times the keep alive',
  takeovers: 'Client identifier conflict: takeovers',
  takeoverSeconds: 'Client identifier conflict: within',
  retainedSeconds: 'RETAIN on a live subscription: later after SUBSCRIBE than',
  willSeconds: 'Will not published: overdue by',
  sleepSeconds: 'Clock jumped: nothing came for',
  clockBackSeconds: 'Clock jumped: back by',
  unheardMessages: 'Published for nobody: messages in a row',
  unheardSeconds: 'Published for nobody: and for at least',
  silentSeconds: 'Subscribed and gets nothing: for at least',
  silentMessages: 'Subscribed and gets nothing: while so many messages came',
  nagleShare: 'Delayed acknowledgements of TCP: share of handshakes',
  sequenceField: 'Numbers missing: JSON path of the number',
  sequenceTopics: 'Numbers missing: in the topics under',
};

const second = 's';
const units: Readonly<Partial<Record<keyof FindingThresholds, string>>> = {
  lateSeconds: second,
  keptSeconds: second,
  stalledSeconds: second,
  takeoverSeconds: second,
  retainedSeconds: second,
  willSeconds: second,
  sleepSeconds: second,
  clockBackSeconds: second,
  unheardSeconds: second,
  silentSeconds: second,
};

export const settingsTexts = {
  label: 'Settings',
  search: 'Search settings',
  nothing: (search: string) => `No setting matches ${search}.`,
  elsewhere: 'Those of the local broker are on the Broker screen, below Settings.',
  sections: {
    appearance: 'Appearance',
    history: 'History',
    traces: 'Traces',
    keyboard: 'Keyboard',
    transfer: 'Export and import',
    log: 'App log',
    selfTest: 'Self-test',
    report: 'Report a problem',
    versions: 'Versions',
    licences: 'Licences',
  },
  /** What a search finds a section by, beside its name. */
  searchWords: {
    appearance: 'theme dark light system density compact comfortable colour',
    history: 'budget disk space data folder storage evicted',
    traces: 'exchanges handshakes findings latency qos thresholds mute',
    keyboard: 'shortcuts keys single letters',
    transfer: 'settings file json backup',
    log: 'errors warnings messages',
    selfTest: 'check sqlite zstd scrypt workers tls',
    report: 'bug issue markdown',
    versions: 'about version host platform folder',
    licences: 'about open source packages third party',
  },
  problem: (problem: string) => `The settings could not be read: ${problem}`,

  theme: 'Theme',
  themes: { system: 'As the system', dark: 'Dark', light: 'Light' },
  density: 'Density',
  densities: { compact: 'Compact', comfortable: 'Comfortable' },

  traces: 'Trace exchanges',
  tracesHint:
    'Exchanges, findings and latency are worked out from the history, beside capture. Switched on again, what came meanwhile is traced as far as the history has it.',
  thresholds: {
    title: 'Thresholds of findings',
    hint: 'They hold for what is traced from now on.',
    names: thresholds,
    units,
    problem: 'This cannot be its value.',
    reset: (name: string, value: string) => `${name}: back to ${value === '' ? 'none' : value}`,
  },
  mutes: 'Muted findings',
  mutesHint: 'They are counted, and not shown. Rules are added at a finding on the Trace screen.',
  noMutes: 'None is muted.',

  budget: 'Budget on disk',
  budgetHint: 'When it is full, the oldest messages go first; the status bar counts them.',
  budgetUnit: 'MB',
  budgetProblem: (min: number, max: number) => `From ${count(min)} to ${count(max)} MB`,
  used: (used: string, budget: string) => `${used} of ${budget} used`,
  evicted: (records: number) => `${count(records)} records went so far`,
  dataFolder: 'Data folder',
  dataFolderHint: (folder: string) =>
    `Empty: ${folder}. Takes effect at the next start; what is stored is not moved.`,
  apply: 'Apply',

  singleKeys: 'Single letters act as shortcuts',
  singleKeysHint: 'Such as / for the filter; n and N for its matches.',
  shortcuts: 'Shortcuts',

  export: 'Export settings',
  import: 'Import settings…',
  transferHint: 'A JSON file with what this screen sets and the sizes of panes. No profiles, no secrets.',
  exported: (name: string) => `Settings saved as ${name}`,
  imported: (n: number) => (n === 1 ? 'One setting imported' : `${n} settings imported`),
  notJson: 'The file is not JSON.',
  notSettings: (why: string) => `The file does not hold settings of Topicscope: ${why}`,

  logLevels: { info: 'info', warn: 'warning', error: 'error' },
  logEmpty: 'Nothing was logged.',
  logDropped: (n: number) => `${count(n)} older entries went.`,
  copyLog: 'Copy the log',
  logName: 'Log',

  selfTestHint: 'Checks what this machine and host can do.',
  run: 'Run',
  running: 'Running…',
  ok: 'ok',
  failed: 'failed',

  reportHint:
    'Versions, settings and the log as Markdown: no secrets, no topics, no payloads. Nothing is sent anywhere.',
  makeReport: 'Make the report',
  copyReport: 'Copy',
  reportName: 'Report',

  host: 'Host',
  hosts: { electron: 'Electron', web: 'Web host' },
  platform: 'Platform',
  configFolder: 'Settings and profiles',
  usedDataFolder: 'Data',
  showLicences: 'Show licences',
  licenceCount: (n: number) => `${count(n)} packages`,

  commands: {
    group: 'Settings',
    appearance: 'Appearance: theme and density',
    history: 'History: budget on disk and data folder',
    traces: 'Traces: on or off, thresholds, muted findings',
    keyboard: 'Keyboard shortcuts',
    transfer: 'Export and import settings',
    log: 'Show the app log',
    selfTest: 'Run the self-test',
    report: 'Report a problem',
    versions: 'Versions and folders',
    licences: 'Licences of the packages used',
  },
} as const;
