import type { ExchangeKind, Outcome } from '../../../app/contract/areas/trace/states.ts';
import { count, some } from '../counts.ts';

const outcomes: Readonly<Record<Outcome, string>> = {
  'in-flight': 'in flight',
  held: 'held back',
  queued: 'queued',
  complete: 'complete',
  resent: 'resent on resume',
  refused: 'refused',
  'no-subscriber': 'no subscriber',
  expired: 'expired',
  dropped: 'dropped',
  abandoned: 'abandoned',
  broken: 'protocol error',
};

const kinds: Readonly<Record<ExchangeKind, string>> = {
  connect: 'CONNECT',
  publish: 'PUBLISH',
  delivery: 'Delivery',
  subscribe: 'SUBSCRIBE',
  unsubscribe: 'UNSUBSCRIBE',
  ping: 'PINGREQ',
  auth: 'AUTH',
  disconnect: 'DISCONNECT',
  loss: 'Connection lost',
};

/** In the rows of a narrow list, whose hint has the whole word. */
const shortKinds: Readonly<Partial<Record<ExchangeKind, string>>> = {
  subscribe: 'SUB',
  unsubscribe: 'UNSUB',
  loss: 'Lost',
};

export const traceTexts = {
  label: 'Trace',
  show: 'Show its trace',
  showTopic: 'Show the trace of the last message',
  showClient: 'Show its trace',
  showMessage: 'Show its message',
  noExchange: 'No exchange is known of this packet.',
  nothingSent: 'No packet of this message is in the trace.',
  noMessage: 'The message of this packet is not in the history.',
  outcomes,
  kinds,
  shortKinds,

  list: {
    label: 'Exchanges',
    scrollbar: 'Scroll the exchanges',
    columns: {
      id: '#',
      time: 'Time',
      client: 'Client',
      what: 'What',
      qos: 'QoS',
      took: 'Took',
      outcome: 'Outcome',
    },
    idHint: 'The number of its first packet',
    tookHint: 'From its first packet to its last one, or to the end of its last delivery',
    atOnce: '<50 µs',
    awaiting: (packet: string) => `awaiting ${packet}`,
    askedQos: (qos: number) => `asked for QoS ${qos}`,
    grantedQos: (qos: number) => `granted QoS ${qos}`,
    moreFilters: (filters: number) => some(filters, 'more filter', 'more filters'),
    resends: (times: number) => `sent again ${times === 1 ? 'once' : `${count(times)} times`}`,
    deliveries: (done: number, total: number) =>
      `delivered to ${count(done)} of ${some(total, 'subscriber', 'subscribers')}`,
    notDelivered: (failed: number, total: number) => `${count(failed)} of ${count(total)} not delivered`,
    stillWaiting: (waiting: number, total: number) => `${count(waiting)} of ${count(total)} waiting`,
    waiting: (waiting: number) => `${count(waiting)} waiting`,
    failed: (failed: number) => `${count(failed)} failed`,
    hasFindings: (findings: number) => some(findings, 'finding', 'findings'),
    deliveriesToggle: 'Deliveries as rows',
    mode: 'Whether new exchanges show at once',
    toNewest: 'Show the newest exchanges',
    evicted: (rows: number) =>
      `${some(rows, 'exchange', 'exchanges')} went because the history's budget was full.`,
    copyRow: 'Copy row',
    row: 'Row',
    byOutcome: 'Filter by this outcome',
  },

  filter: {
    label: 'Filter exchanges',
    placeholder: 'Filter: client:plc outcome:refused took>5ms',
    found: (rows: number) => some(rows, 'exchange matches', 'exchanges match'),
    receivers: 'with the messages for that client',
    receiversHint:
      'Messages that others published are here as well if they were for this client, delivered or not.',
    progress: 'Search in older exchanges',
    stopHint: 'Keep what was found and look at no older exchanges',
  },

  silent: {
    noSource: 'No source is chosen.',
    noSourceAdvice: 'Connect to a broker, or start the local one, and its exchanges show here.',
    off: 'Traces are switched off.',
    offAdvice:
      'Switched on, they are worked out from the history, so that what came meanwhile shows as well.',
    switchOn: 'Switch them on',
    offRows: 'Traces are switched off: what comes now does not show here.',
    resting: 'Traces ended by an error.',
    restingAdvice:
      'They ended several times within a minute, and are tried again in another. Everything is stored meanwhile and will be traced then; the log says more.',
    restingRows:
      'Traces ended by an error and are tried again in a minute: what comes now does not show here yet.',
    none: 'Nothing has been exchanged yet.',
    noneBroker: 'As soon as a client connects, its CONNECT stands here, and then all it sends and gets.',
    noneConnection: 'As soon as the connection is opened, its CONNECT stands here.',
    behind: (packets: number) =>
      `${some(packets, 'packet is', 'packets are')} not traced yet: while so much comes in, tracing waits.`,
    tracing: (packets: number) => `Packets up to #${count(packets)} are traced; the rest is on its way.`,
    busy: 'Looking through the exchanges…',
    nothing: 'No exchange matches the filter.',
    wrong: 'The filter cannot be used.',
    times: 'It keeps to a time: take that condition away to look at all of it.',
    stopped: (exchanges: number, of: number) =>
      `The search was stopped: it looked at ${count(exchanges)} of ${some(of, 'exchange', 'exchanges')}.`,
    deliveries: 'What the broker sends to each subscriber is left out: “Deliveries as rows” shows it.',
  },

  detail: { label: 'Trace of an exchange', tabs: 'What to show', sequence: 'Sequence', findings: 'Findings' },

  sequence: {
    label: 'Sequence of packets',
    participants: (lanes: number) => some(lanes, 'participant', 'participants'),
    order: 'Distance of the steps',
    inOrder: 'In order',
    toScale: 'To scale',
    scale: (row: string) => `a row is ${row}`,
    showEarlier: (steps: number) => `Show ${some(steps, 'step', 'steps')} from before`,
    hideEarlier: (steps: number) => `Hide ${some(steps, 'step', 'steps')} from before`,
    folded: (gap: string) => `${gap} without a packet`,
    choose: 'No exchange is chosen.',
    chooseAdvice:
      'Choose a row: its packets stand here in the order of time, between who sent and who got them.',
    loading: 'Reading the exchange…',
    gone: 'This exchange is gone.',
    noPackets: 'None of its packets is at hand.',
    goneAdvice: 'The history’s budget let its packets go.',
    stepsCut: (steps: number) => `${some(steps, 'more step is', 'more steps are')} not shown.`,
    participantsCut: (receivers: number) =>
      `${some(receivers, 'receiver has', 'receivers have')} no lane here.`,
    roles: {
      publisher: 'publisher',
      subscriber: 'subscriber',
      both: 'publisher and subscriber',
      server: 'server',
      client: 'client',
    },
    member: (share: string) => (share === '' ? 'member of a shared subscription' : `member of ${share}`),
    user: (name: string) => `as ${name}`,
    userName: (name: string) => `User name ${name}`,
    broker: 'broker',
    app: 'this app',
    version: (version: number) => ({ 3: 'v3.1', 4: 'v3.1.1', 5: 'v5' })[version] ?? '',
    unknownClient: 'unknown',
    journey: 'Message journey',
    after: (time: string) => `after ${time}`,
    awaiting: (packet: string) => `awaiting ${packet}`,
    deliveriesWait: (waiting: number, total: number) =>
      `${count(waiting)} of ${count(total)} waiting: “Deliveries as rows” shows what for`,
    receiversWait: (waiting: number, total: number, who: string) =>
      `${count(waiting)} of ${count(total)} waiting: ${who}`,
    receiverWaits: (name: string, what: string) => `${name} (${what})`,
    othersWait: (others: string) => `and ${others} more`,
    happened: {
      connected: 'connected',
      lost: 'connection lost',
      closed: 'connection closed',
      'session-over': 'session over',
      routed: 'routed',
      queued: 'queued',
      dropped: 'dropped',
      expired: 'expired',
      withheld: 'withheld',
      held: 'held back',
    },
    context: 'Not part of this exchange: it stands here to explain it.',
    inferred: 'inferred',
    inferredHint: 'Not known, but inferred from topic, payload and time.',
    ambiguous: 'ambiguous',
    ambiguousHint: 'More than one message would fit: topic, payload and time are the same.',
    uncertain: (microseconds: number) =>
      `± ${count(microseconds)} µs: the packets of one read share its time`,
    fault: (what: string) => `Fault on purpose: ${what}`,
    fromTo: (from: string, to: string) => `${from} to ${to}`,
    at: (where: string) => `at ${where}`,
    isContext: 'beside it',
  },

  packet: {
    label: 'Packet',
    close: 'Close the packet',
    loading: 'Reading…',
    title: (id: number) => `Packet #${count(id)}`,
  },

  qosTab: {
    none: 'No exchange is known of this packet yet.',
    noneAdvice: 'A message is traced as soon as it is stored.',
    steps: 'Steps of its exchange',
    open: 'Open in Trace',
  },

  latency: {
    label: 'Latency',
    of: 'What is measured',
    handshakes: 'Handshakes',
    journeys: 'Journeys',
    qos: 'QoS',
    anyQos: 'Any QoS',
    oneQos: (qos: number) => `QoS ${qos}`,
    range: 'How far back',
    ranges: { minutes: '5 min', hour: '1 h', day: '24 h', all: 'All' },
    p50: 'p50',
    p95: 'p95',
    p99: 'p99',
    max: 'max',
    inFlight: 'in flight',
    measured: 'measured',
    chart: (p95: string, most: string) => `p95 over time, ${p95} in all, ${most} at most`,
    strip: 'Time strip of the exchanges',
    hint: 'Drag to keep to a time; double click or Escape lets all times through',
    at: (time: string, exchanges: number) =>
      `${time}, ${some(exchanges, 'exchange', 'exchanges')} in the range`,
    point: (time: string, exchanges: number, p50: string, p95: string, max: string) =>
      `${time}: ${some(exchanges, 'exchange', 'exchanges')}, p50 ${p50}, p95 ${p95}, max ${max}`,
    legend: (most: string) => `p95 up to ${most}; columns: exchanges`,
    volumeOnly: 'Exchanges over time',
    noPoint: (time: string, exchanges: number) =>
      exchanges === 0
        ? `${time}: nothing was exchanged`
        : `${time}: ${some(exchanges, 'exchange', 'exchanges')}, none measured`,
    counting: 'Counting…',
    nothing: 'Nothing was exchanged in this time.',
    onePacket: 'A message at QoS 0 is one packet that nobody answers: there is nothing to measure.',
  },

  commands: {
    group: 'Trace',
    show: 'Show Trace',
    filter: 'Filter exchanges',
    clearFilter: 'Clear the filter of exchanges',
    hold: 'Hold or release the exchanges',
    deliveries: 'Show or hide deliveries',
    sequence: 'Show the sequence of the chosen exchange',
    findings: 'Show findings',
    scale: 'Sequence: to scale or in order',
    showMessageTrace: 'Show the trace of the chosen message',
    list: 'Go to the exchanges',
    takeFilter: 'Filter exchanges as Explore is filtered',
  },
} as const;
