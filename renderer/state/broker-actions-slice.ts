import type { ClientAction } from '../../app/contract/areas/broker/clients.ts';
import type { ListTarget } from '../../app/contract/areas/broker/list.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import { texts } from '../texts/en.ts';
import type { BrokerScreenSlice } from './broker-screen-slice.ts';
import type { DialogsSlice } from './dialogs-slice.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { ScreenSlice } from './screen-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SliceTools } from './slice-tools.ts';

type Uses = BrokerScreenSlice & DialogsSlice & NoticesSlice & ScreenSlice & SelectionSlice;

/** What a person does to the running broker; whatever destroys first says what it will do and to how many. */
export interface BrokerActionsSlice {
  readonly actOnClients: (target: ListTarget, action: ClientAction) => Promise<void>;
  readonly expireSessions: (target: ListTarget) => Promise<void>;
  /** `backUp` saves those that are meant as a file: it is offered before they go. */
  readonly clearRetained: (target: ListTarget, backUp?: () => void) => Promise<void>;
  /** Ends the clearing or putting back that is under way. */
  readonly stopRetainedWork: () => Promise<void>;
  readonly undoClear: () => Promise<void>;
  /** Shows the topic in Explore. */
  readonly exploreTopic: (topic: string) => Promise<void>;
}

const brokerSource = sourceId.parse('broker');

export function brokerActionsSlice({
  client,
  get,
}: SliceTools<BrokerActionsSlice & Uses>): BrokerActionsSlice {
  const { asks, done } = texts.broker;
  return {
    actOnClients: async (target, action) => {
      const dry = await client.call('broker.clients.act', { target, action, isDryRun: true });
      get().tellFailure(dry);
      if (!dry.ok) return;
      const { title, act } = asks.clients[action];
      const text = asks.clientsText(action, dry.value);
      if (!(await get().ask({ title: title(dry.value.clients), text, action: act, isDangerous: true })))
        return;
      const answer = await client.call('broker.clients.act', { target, action, isDryRun: false });
      get().tellFailure(answer);
      get().renewList('clients');
      if (answer.ok) get().tellDone(done.clients(action, answer.value.clients));
    },
    expireSessions: async (target) => {
      const dry = await client.call('broker.sessions.expire', { target, isDryRun: true });
      get().tellFailure(dry);
      if (!dry.ok) return;
      const { title, text, act } = asks.sessions;
      const question = { title: title(dry.value.sessions), text: text(dry.value), action: act };
      if (!(await get().ask({ ...question, isDangerous: true }))) return;
      const answer = await client.call('broker.sessions.expire', { target, isDryRun: false });
      get().tellFailure(answer);
      get().renewList('sessions');
      if (answer.ok) get().tellDone(done.sessions(answer.value.sessions));
    },
    clearRetained: async (target, backUp) => {
      const dry = await client.call('broker.retained.clear', { target, isDryRun: true });
      get().tellFailure(dry);
      if (!dry.ok) return;
      const { title, text, act, backUp: backUpText } = asks.retained;
      const before = backUp === undefined ? undefined : { text: backUpText, run: backUp };
      const question = { title: title(dry.value.messages), text: text(dry.value), action: act, before };
      if (!(await get().ask({ ...question, isDangerous: true }))) return;
      const answer = await client.call('broker.retained.clear', { target, isDryRun: false });
      get().tellFailure(answer);
      get().renewList('retained');
      if (answer.ok) get().tellDone(done.cleared(answer.value));
    },
    stopRetainedWork: async () => get().tellFailure(await client.call('broker.retained.stop', {})),
    undoClear: async () => {
      const answer = await client.call('broker.retained.undo', {});
      get().tellFailure(answer);
      get().renewList('retained');
      if (answer.ok) get().tellDone(done.restored(answer.value));
    },
    exploreTopic: async (topic) => {
      get().chooseSource(brokerSource);
      get().showScreen('explore');
      await get().goToTopic(topic);
    },
  };
}
