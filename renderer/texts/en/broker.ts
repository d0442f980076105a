import type { ClientAction } from '../../../app/contract/areas/broker/clients.ts';
import { count, size } from '../counts.ts';

const some = (n: number, one: string, many: string): string => `${count(n)} ${n === 1 ? one : many}`;
const clients = (n: number): string => some(n, 'client', 'clients');
const sessions = (n: number): string => some(n, 'session', 'sessions');
const messages = (n: number): string => some(n, 'message', 'messages');

export interface Names {
  readonly text: string;
}

/** `a, b and 3 more`. */
function named(names: readonly Names[], all: number): string {
  const more = all - names.length;
  return names.map(({ text }) => text).join(', ') + (more > 0 ? ` and ${count(more)} more` : '');
}

const effects: Readonly<Record<ClientAction, string>> = {
  kick: 'Each gets DISCONNECT with reason 0x98 (before 5.0 the connection just closes).',
  kickWithoutWill: 'Each gets DISCONNECT with reason 0x98; no will goes out.',
  drop: 'The connections are cut without a word, as when a cable is pulled. What was not sent yet is lost.',
  expire: 'Each is disconnected and its session ends: subscriptions and waiting messages are gone.',
};

export const brokerTexts = {
  label: 'Broker',
  tabs: 'Parts of the broker',
  setUp: 'Ports, network, demo devices…',
  stopped: 'The broker is not running.',
  starting: 'The broker is starting…',
  failed: 'The broker could not be started.',
  start: 'Start it',
  setUpFirst: 'Set it up first…',

  list: {
    filter: 'Filter',
    clearFilter: 'Clear the filter',
    of: (matching: number, all: number) => `${count(matching)} of ${count(all)}`,
    ordering: 'sorting…',
    stale: 'Show changes',
    staleHint: 'Something came or went; the rows keep their places while the pointer is on them.',
    chosen: (rows: number) => `${count(rows)} chosen`,
    allChosen: 'all chosen',
    nothing: (filter: string) => `Nothing matches ${filter}`,
    copyRows: 'Copy rows',
    rows: 'Rows',
    yes: 'yes',
    no: 'no',
    cut: (characters: number) => `… ${count(characters)} more`,
    seconds: (seconds: number) => `${count(seconds)} s`,
  },

  clients: {
    tab: 'Clients',
    scrollbar: 'Scroll the clients',
    placeholder: 'Filter: client id, user, address, listener, version',
    none: 'No client is connected.',
    connectTo: 'Connect one to',
    off: 'off',
    columns: {
      clientId: 'Client id',
      userName: 'User',
      address: 'Address',
      transport: 'Via',
      listener: 'Listener',
      version: 'MQTT',
      keepAlive: 'Keep alive',
      since: 'Connected since',
      cleanStart: 'Clean',
      will: 'Will',
      subscriptions: 'Subs',
      inFlight: 'In flight',
      queued: 'Queued',
      messageRateIn: 'Msg in',
      messageRateOut: 'Msg out',
      byteRateIn: 'Bytes in',
      byteRateOut: 'Bytes out',
    },
    hints: {
      cleanStart: 'Clean Start; Clean Session before 5.0',
      subscriptions: 'Subscriptions',
      inFlight: 'QoS 1 and 2 messages that the client has not acknowledged',
      queued: 'QoS 1 and 2 messages that wait for it',
      messageRateIn: 'PUBLISH packets from the client, a second',
      messageRateOut: 'PUBLISH packets to the client, a second',
      byteRateIn: 'Bytes of all packets from the client, a second',
      byteRateOut: 'Bytes of all packets to the client, a second',
    },
    actions: {
      publishAs: 'Publish as this client…',
      kick: 'Kick…',
      kickWithoutWill: 'Kick without the will…',
      drop: 'Drop the socket…',
      expire: 'End the session…',
    },
  },

  client: {
    label: 'Chosen client',
    close: 'Close',
    gone: 'It is no longer connected.',
    address: 'Address',
    listener: 'Listener',
    user: 'User',
    certificate: 'Certificate',
    negotiated: 'Asked and granted',
    value: 'Value',
    asked: 'CONNECT',
    granted: 'CONNACK',
    sessionPresent: 'Session Present',
    will: 'Will',
    noWill: 'None.',
    willTopic: 'Topic',
    payload: 'Payload',
    delay: 'Delay',
    session: 'Session',
    subscriptions: 'Subscriptions',
    noSubscriptions: 'None.',
    more: (more: number) => `${count(more)} more: see the tab Subscriptions.`,
    traffic: 'Since it connected',
    in: 'From it',
    out: 'To it',
    total: (packets: number, bytes: number) => `${count(packets)} PUBLISH, ${size(bytes)}`,
    waiting: (waiting: number, bytes: number) =>
      waiting === 0 ? 'nothing waits' : `${some(waiting, 'message waits', 'messages wait')}, ${size(bytes)}`,
    userProperty: 'User Property',
  },

  sessions: {
    tab: 'Sessions',
    scrollbar: 'Scroll the sessions',
    placeholder: 'Filter: client id, connected, asleep',
    none: 'There is no session.',
    connected: 'connected',
    asleep: 'asleep',
    never: 'never',
    withConnection: 'with its connection',
    columns: {
      clientId: 'Client id',
      state: 'State',
      subscriptions: 'Subscriptions',
      waiting: 'Waiting',
      waitingBytes: 'Bytes waiting',
      inFlight: 'In flight',
      receiving: 'QoS 2 in',
      expiry: 'Session expiry',
      asleepSince: 'Asleep since',
      expiresAt: 'Ends at',
    },
    hints: {
      waiting: 'QoS 1 and 2 messages that are not acknowledged or wait, and retained messages that are owed',
      receiving: 'QoS 2 messages from the client whose PUBREL has not come',
    },
    expire: 'End the session…',
  },

  subscriptions: {
    tab: 'Subscriptions',
    scrollbar: 'Scroll the subscriptions',
    placeholder: 'Filter: topic filter, client id',
    none: 'Nobody has subscribed.',
    noLocal: 'No Local',
    retainAsPublished: 'Retain As Published',
    showClient: 'Show its client',
    copyFilter: 'Copy the filter',
    filterNoun: 'Filter',
    columns: {
      filter: 'Topic filter',
      clientId: 'Client id',
      qos: 'QoS',
      options: 'Options',
      identifier: 'Identifier',
      shareName: 'Share name',
      deliveries: 'Deliveries',
    },
    hints: { deliveries: 'Messages that matched, since it began' },
  },

  retained: {
    tab: 'Retained',
    scrollbar: 'Scroll the retained messages',
    placeholder: 'Filter: text, or plant/+/state',
    none: 'No message is retained.',
    broker: 'the broker',
    noExpiry: '–',
    open: 'Open in Explore',
    clear: 'Clear…',
    clearAll: 'Clear all…',
    clearMatching: 'Clear matching…',
    clearChosen: 'Clear chosen…',
    undo: (n: number) => `Put ${count(n)} back`,
    undoHint: 'Undoes the last clearing, silently; a topic that has a message again keeps it.',
    backup: 'Back up…',
    backupHint: 'Saves what is chosen, or all that matches, as a file',
    restore: 'Restore…',
    restoreFile: 'File with a backup of retained messages',
    copyTopic: 'Copy the topic',
    topic: 'Topic',
    reading: (n: number, all: number) => `${count(n)} of ${count(all)} bytes`,
    stop: 'Stop',
    saved: (name: string, n: number) => `${messages(n)} saved as ${name}`,
    badFile: (line: number, why: string) => `Line ${count(line)}: ${why}`,
    columns: {
      topic: 'Topic',
      preview: 'Payload',
      size: 'Size',
      qos: 'QoS',
      publisher: 'Publisher',
      arrived: 'Age',
      expiresAt: 'Expires in',
    },
    restoreTitle: (n: number) => `Restore ${messages(n)}?`,
    restoreText: (replaced: number, wrong: number) =>
      [
        'They are put back silently: nobody is sent anything.',
        replaced > 0
          ? `${some(replaced, 'topic has', 'topics have')} a message now that will be replaced.`
          : '',
        wrong > 0 ? `${some(wrong, 'line is', 'lines are')} no message and left out.` : '',
      ]
        .filter(Boolean)
        .join(' '),
    restoreAct: 'Restore',
  },

  asks: {
    clients: {
      kick: { title: (n: number) => `Kick ${clients(n)}?`, act: 'Kick' },
      kickWithoutWill: { title: (n: number) => `Kick ${clients(n)} without the will?`, act: 'Kick' },
      drop: { title: (n: number) => `Drop the socket of ${clients(n)}?`, act: 'Drop' },
      expire: { title: (n: number) => `End the session of ${clients(n)}?`, act: 'End' },
    },
    clientsText: (
      action: ClientAction,
      effect: {
        readonly clients: number;
        readonly ids: readonly Names[];
        readonly wills: number;
        readonly sessions: number;
      },
    ) =>
      [
        `${named(effect.ids, effect.clients)}.`,
        effects[action],
        effect.wills > 0 ? `${some(effect.wills, 'will goes', 'wills go')} out.` : '',
        effect.sessions > 0 && action !== 'expire'
          ? `${some(effect.sessions, 'session ends', 'sessions end')} with it.`
          : '',
      ]
        .filter(Boolean)
        .join(' '),
    sessions: {
      title: (n: number) => `End ${sessions(n)}?`,
      text: (lost: {
        readonly connected: number;
        readonly subscriptions: number;
        readonly messages: number;
        readonly bytes: number;
      }) =>
        [
          `${some(lost.subscriptions, 'subscription', 'subscriptions')} and ${messages(lost.messages)} that wait (${size(lost.bytes)}) are lost.`,
          lost.connected > 0 ? `${some(lost.connected, 'client is', 'clients are')} disconnected.` : '',
        ]
          .filter(Boolean)
          .join(' '),
      act: 'End',
    },
    retained: {
      title: (n: number) => `Clear ${some(n, 'retained message', 'retained messages')}?`,
      text: (found: {
        readonly messages: number;
        readonly bytes: number;
        readonly topics: readonly Names[];
      }) =>
        `${named(found.topics, found.messages)} (${size(found.bytes)}). Whoever subscribes later does not get them; nobody is sent anything now. They can be put back until others are cleared or the broker stops.`,
      act: 'Clear',
    },
  },

  done: {
    clients: (action: ClientAction, n: number) =>
      action === 'expire' ? `Ended ${sessions(n)}` : `Disconnected ${clients(n)}`,
    sessions: (n: number) => `Ended ${sessions(n)}`,
    cleared: (n: number) => `Cleared ${some(n, 'retained message', 'retained messages')}`,
    restored: (counts: { readonly restored: number; readonly kept: number; readonly full: number }) =>
      [
        `Put back ${messages(counts.restored)}`,
        counts.kept > 0 ? `${some(counts.kept, 'topic keeps', 'topics keep')} a newer one` : '',
        counts.full > 0 ? `${count(counts.full)} found no room` : '',
      ]
        .filter(Boolean)
        .join('; '),
  },

  commands: {
    group: 'Broker',
    show: 'Show Broker',
    tab: (tab: string) => `Broker: ${tab}`,
    filter: 'Broker: filter the list',
    kick: 'Kick the chosen clients…',
    kickWithoutWill: 'Kick the chosen clients without the will…',
    drop: 'Drop the sockets of the chosen clients…',
    expire: 'End the sessions of the chosen clients…',
    publishAs: 'Publish as the chosen client…',
    expireSessions: 'End the chosen sessions…',
    clear: 'Clear the chosen retained messages…',
    undo: 'Put back the retained messages that were cleared last',
  },
} as const;
