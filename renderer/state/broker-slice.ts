import type { Answer } from '../../app/contract/answer.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { CallInput, CallOutput, FeedValue } from '../../app/contract/contract-types.ts';
import { texts } from '../texts/en.ts';
import { feedSlot } from './feed-slot.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { ScreenSlice } from './screen-slice.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourcesSlice } from './sources-slice.ts';

/** Undefined fields stay as they are saved. */
type StartPlan = CallInput<'broker.start'>;

export interface BrokerSlice {
  /** What the feed says; undefined until it has spoken. */
  readonly broker: FeedValue<'broker'> | undefined;
  /** The demo devices, while somebody follows them. */
  readonly devices: FeedValue<'devices'> | undefined;
  readonly brokerChanged: (broker: FeedValue<'broker'>) => void;
  readonly followDevices: (isFollowed: boolean) => void;
  /** Whoever asks shows the port that is taken, and what went wrong. */
  readonly startBroker: (plan: StartPlan) => Promise<Answer<CallOutput<'broker.start'>>>;
  readonly stopBroker: () => Promise<void>;
  readonly startDevices: (misbehaving: boolean) => Promise<Answer<unknown>>;
  readonly stopDevices: () => Promise<void>;
  /**
   * The first minute in one click: a broker on a free port, devices that publish on it, their tree on screen, unless
   * another screen was gone to meanwhile.
   */
  readonly startDemo: () => Promise<Answer<unknown>>;
}

/** As it is saved, on a free port if its own is taken. */
export const asSaved: StartPlan = { whenTaken: 'free' };

/** The port that was asked for and that somebody else has. */
function takenPort(broker: FeedValue<'broker'> | undefined): number | undefined {
  return broker?.state.kind === 'running' ? broker.state.takenPort : undefined;
}

function listeningPort({ state }: FeedValue<'broker'>): number | undefined {
  if (state.kind !== 'running') return undefined;
  return state.listeners.find(({ transport }) => transport === 'tcp')?.port;
}

const brokerSource = sourceId.parse('broker');

export function brokerSlice({
  client,
  set,
  get,
}: SliceTools<BrokerSlice & NoticesSlice & ScreenSlice & SourcesSlice>): BrokerSlice {
  const slot = feedSlot(
    client,
    'devices',
    (devices) => set({ devices }),
    (error) => get().tellError(error),
  );
  const startBroker = async (plan: StartPlan): Promise<Answer<CallOutput<'broker.start'>>> => {
    const started = await client.call('broker.start', plan);
    if (started.ok && started.value.kind === 'started') get().chooseNewSource(brokerSource);
    return started;
  };
  return {
    broker: undefined,
    devices: undefined,
    brokerChanged: (broker) => {
      const before = get().broker;
      const taken = takenPort(broker);
      set({ broker });
      const port = listeningPort(broker);
      // A window that opens later is not told again: the broker's dialog says it.
      if (before === undefined || taken === undefined || taken === takenPort(before)) return;
      if (port !== undefined) get().tellPortTaken(texts.connect.broker.listensElsewhere(taken, port), taken);
    },
    followDevices: (isFollowed) => slot.follow(isFollowed ? {} : undefined),
    startBroker,
    stopBroker: async () => get().tellFailure(await client.call('broker.stop', {})),
    startDevices: (misbehaving) => client.call('devices.start', { misbehaving }),
    stopDevices: async () => get().tellFailure(await client.call('devices.stop', {})),
    startDemo: async () => {
      const { screen } = get();
      const started = get().broker?.state.kind === 'running' ? undefined : await startBroker(asSaved);
      if (started?.ok === false) return started;
      const devices = await client.call('devices.start', { misbehaving: false });
      if (devices.ok) {
        get().chooseNewSource(brokerSource);
        if (get().screen === screen) get().showScreen('explore');
      }
      return devices;
    },
  };
}
