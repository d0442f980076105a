import { count, some } from '../counts.ts';

export const shellTexts = {
  name: 'Topicscope',
  sources: 'Sources',
  addConnection: 'Connect to a broker',
  search: 'Search topics and commands',
  screens: 'Screens',
  explore: 'Explore',
  trace: 'Trace',
  broker: 'Broker',
  settings: 'Settings',
  close: 'Close',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  moreNotices: (notices: number) => (notices === 1 ? 'Details' : `${count(notices)} notices`),
  notices: 'Notices',
  resize: 'Resize panes',
  copied: (what: string) => `${what} copied`,
  payload: 'Payload',
  tooLargeToCopy: (bytes: string) =>
    `The payload has ${bytes} bytes, too many for the clipboard. Save it from the inspector.`,
  copyRefused: 'The clipboard could not be written.',
  times: (times: number) => `(${count(times)} times)`,

  broken: {
    message: (why: string) => `This window has failed, which is a fault of Topicscope: ${why}`,
    advice: 'Connections, broker and history go on in the engine. Open the window again.',
    again: 'Open again',
  },

  linkOpening: 'Reaching the engine…',
  linkNotAdmitted: 'The web host was started anew. Open the address that it printed: it has another token.',
  linkLost: {
    electron: 'The engine stopped; starting it again…',
    web: 'The connection to the web host is lost; trying again…',
  },

  state: {
    idle: 'not connected',
    connecting: (attempt: number) => (attempt > 1 ? `connecting, attempt ${attempt}` : 'connecting'),
    connected: 'connected',
    waiting: (attempt: number) => `waiting to try again, attempt ${attempt}`,
    failed: 'failed',
  },
  production: 'production',

  status: {
    none: 'No source',
    clients: (clients: number) => some(clients, 'client', 'clients'),
    in: 'msg/s in',
    out: 'msg/s out',
    stored: 'stored',
    of: (bytes: string, budget: string) => `${bytes} of ${budget}`,
    dropped: 'dropped',
    lag: 'ms behind',
    lagHint:
      'More comes than this machine can show at once: what you see is that much older than what has come.',
    droppedWhy: (why: string, dropped: number) => `${why}: ${count(dropped)}`,
    /** Behind how many were dropped. */
    mostDropped: (why: string, others: number) =>
      ` · ${why}${others === 0 ? '' : `, and for ${some(others, 'other reason', 'other reasons')}`}`,
    evicted: (records: number) => `${some(records, 'record', 'records')} went because the budget was full`,
    traces: { restarted: 'traces began again after an error', resting: 'traces ended by an error' },
    tracesHint: {
      restarted:
        'Exchanges go on from what was written down last; findings know less of what came before. The log says more.',
      resting: 'They ended several times within a minute, and are tried again in another. The log says more.',
    },
    topics: (topics: number) => some(topics, 'topic', 'topics'),
    engine: (cpu: string, memory: string) => `engine ${cpu} % · ${memory}`,
  },

  palette: {
    title: 'Search topics and commands',
    placeholder: 'A command, or a topic to go to',
    nothing: 'Nothing matches.',
    filterBy: (typed: string) => `Filter the tree by ${typed}`,
    topics: 'Topics',
  },
  groups: { view: 'View', go: 'Go', tree: 'Topic tree', history: 'History', sources: 'Sources' },
  commands: {
    palette: 'Open the command palette',
    explore: 'Show Explore',
    settings: 'Show Settings',
    themeDark: 'Theme: dark',
    themeLight: 'Theme: light',
    themeSystem: 'Theme: as the system',
    densityCompact: 'Density: compact',
    densityComfortable: 'Density: comfortable',
    toTree: 'Go to the topic tree',
    toHistory: 'Go to the history',
    toInspector: 'Go to the inspector',
    toComposer: 'Go to the composer',
    source: (name: string) => `Show ${name}`,
    nextSource: 'Next source',
    previousSource: 'Previous source',
    connect: 'Connect the chosen source',
    disconnect: 'Disconnect the chosen source',
    addConnection: 'Connect to a broker…',
  },
} as const;
