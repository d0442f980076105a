import type { Answer, ContractError } from '../../app/contract/answer.ts';
import { success } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import { sourceId } from '../../app/contract/areas/common.ts';
import type { MessageToPublish, PublishOutcome } from '../../app/contract/areas/publish.ts';
import { composerClient } from '../../app/contract/areas/publish.ts';
import type { TraceDetail } from '../../app/contract/areas/trace/exchange.ts';
import type { Client } from '../../app/contract/connect.ts';
import { texts } from '../texts/en.ts';
import type { TypedMessage } from './compose-message.ts';
import { composeMessage, noProperties } from './compose-message.ts';
import type { DialogsSlice } from './dialogs-slice.ts';
import type { Published } from './find-exchange.ts';
import type { FocusSlice } from './focus-slice.ts';
import { handshakeFollower } from './follow-handshake.ts';
import type { ProfilesSlice } from './profiles-slice.ts';
import { profileOf } from './profiles-slice.ts';
import type { SelectionSlice } from './selection-state.ts';
import type { SettingsSlice } from './settings-slice.ts';
import type { SliceTools } from './slice-tools.ts';
import type { SourcesSlice } from './sources-slice.ts';
import { chosenSource } from './sources-slice.ts';

const { problem } = texts.compose;

type Uses = DialogsSlice & FocusSlice & ProfilesSlice & SelectionSlice & SettingsSlice & SourcesSlice;

/** A message that was published from here, and where its handshake is to be followed. */
export interface Asked extends Published {
  /** The name of its source. */
  readonly to: string;
  /** Its trace as far as it has come; undefined until there is one. */
  readonly trace: TraceDetail | undefined;
}

/** What became of the last message that was published from here. */
export type PublishStatus =
  | { readonly kind: 'none' }
  /** What is typed is no message; holds until something else is typed. */
  | { readonly kind: 'unfit'; readonly message: string }
  | { readonly kind: 'under-way'; readonly asked: Asked; readonly stop: () => void }
  | { readonly kind: 'answered'; readonly asked: Asked; readonly outcome: PublishOutcome }
  /** No answer came; its handshake may go on by itself nevertheless. */
  | { readonly kind: 'failed'; readonly asked: Asked; readonly error: ContractError };

/** A client of the embedded broker in whose name is published. */
interface PublishAs {
  /** Of its row. */
  readonly key: number;
  readonly clientId: string;
}

export interface Composer extends TypedMessage {
  /** The user typed a topic: selections no longer change it. */
  readonly isTopicTyped: boolean;
  readonly showsProperties: boolean;
  /** Instead of by a connection of ours. */
  readonly as: PublishAs | undefined;
  readonly status: PublishStatus;
}

export interface ComposerSlice {
  readonly composer: Composer;
  readonly changeMessage: (change: Partial<TypedMessage>) => void;
  readonly typeTopic: (topic: string) => void;
  /** Follows the tree until the user types a topic. */
  readonly topicSelected: (topic: string) => void;
  /** Sets the topic by command, and goes on following the tree from there. */
  readonly composeTo: (topic: string) => void;
  readonly toggleProperties: () => void;
  /** Opens the composer, or leaves only its bar. */
  readonly toggleComposer: () => void;
  /** What is published from now on enters the embedded broker as if that client had published it. */
  readonly composeAs: (as: PublishAs | undefined) => void;
  /** Publishes what is typed to the chosen source; what is wrong or went wrong shows in the composer. */
  readonly publish: (question: ProductionQuestion) => Promise<void>;
}

/** What to ask before publishing to a source that is marked as production. */
export type ProductionQuestion = (
  name: string,
  topic: string,
) => { readonly title: string; readonly text: string; readonly action: string };

export function composerSlice({ client, set, get }: SliceTools<ComposerSlice & Uses>): ComposerSlice {
  const change = (changed: Partial<Composer>): void => set({ composer: { ...get().composer, ...changed } });

  const edit = (changed: Partial<Composer>): void => {
    const isUnfit = get().composer.status.kind === 'unfit';
    change(isUnfit ? { ...changed, status: { kind: 'none' } } : changed);
  };
  const handshake = handshakeFollower(client, (trace) => {
    const { status } = get().composer;
    if ('asked' in status) change({ status: { ...status, asked: { ...status.asked, trace } } });
  });

  const send = async (source: SourceId, name: string, message: MessageToPublish): Promise<void> => {
    const { topic } = message;
    const as = source === brokerSource ? get().composer.as : undefined;
    const by = source === brokerSource ? (as?.clientId ?? composerClient) : undefined;
    const asked: Asked = {
      source,
      topic,
      to: name,
      at: Date.now() * 1_000,
      client: by,
      trace: undefined,
    };
    const waiting = new AbortController();
    change({ status: { kind: 'under-way', asked, stop: () => waiting.abort() } });
    handshake.follow(asked);
    const answer =
      as === undefined
        ? await client.call('message.publish', { source, message }, waiting.signal)
        : await publishAs(client, as, message, waiting.signal);
    const { status } = get().composer;
    const known = 'asked' in status ? status.asked : asked;
    change({
      status: answer.ok
        ? {
            kind: 'answered',
            asked: { ...known, at: answer.value.steps[0]?.at ?? known.at },
            outcome: answer.value,
          }
        : { kind: 'failed', asked: known, error: answer.error },
    });
    handshake.answered();
  };
  return {
    composer: {
      topic: '',
      isTopicTyped: false,
      format: 'json',
      text: '',
      qos: 0,
      retain: false,
      properties: noProperties,
      showsProperties: false,
      as: undefined,
      status: { kind: 'none' },
    },
    changeMessage: edit,
    typeTopic: (topic) => edit({ topic, isTopicTyped: topic !== '' }),
    topicSelected: (topic) => {
      if (!get().composer.isTopicTyped) edit({ topic });
    },
    composeTo: (topic) => {
      edit({ topic, isTopicTyped: false });
      get().focusPlace('composer');
    },
    composeAs: (as) => {
      if (as !== undefined) get().chooseSource(brokerSource);
      change({ as, status: { kind: 'none' } });
      get().focusPlace('composer');
    },
    toggleComposer: () => {
      if (get().settings.showsComposer) void get().changeSettings({ showsComposer: false });
      else get().focusPlace('composer');
    },
    toggleProperties: () => change({ showsProperties: !get().composer.showsProperties }),
    publish: async (question) => {
      const source = chosenSource(get());
      const { composer } = get();
      if (source === undefined || composer.status.kind === 'under-way') return;
      const composed = composeMessage(composer, speaks5(get()));
      if (!composed.ok) {
        const message = composer.topic === '' ? problem.topicEmpty : problem.lookAbove;
        change({ status: { kind: 'unfit', message } });
        return;
      }
      const { topic } = composed.message;
      if (source.production && !(await get().ask({ ...question(source.name, topic), isDangerous: true })))
        return;
      await send(source.id, source.name, composed.message);
    },
  };
}

const brokerSource = sourceId.parse('broker');

async function publishAs(
  client: Client,
  { key, clientId }: PublishAs,
  message: MessageToPublish,
  signal: AbortSignal,
): Promise<Answer<PublishOutcome>> {
  const answer = await client.call('broker.publishAs', { key, message }, signal);
  if (!answer.ok) return answer;
  const { at, receivers } = answer.value;
  return success({ kind: 'entered', clientId, receivers, steps: [{ packet: 'PUBLISH', at }] });
}

/** Whether the composer is open: a recording takes no messages, so that there is none for it. */
export function hasComposer(state: SettingsSlice & SourcesSlice & SelectionSlice): boolean {
  return state.settings.showsComposer && chosenSource(state)?.kind !== 'recording';
}

/** Whether the chosen source speaks MQTT 5.0; the embedded broker is published to in 5.0. */
export function speaks5(state: Uses): boolean {
  const source = chosenSource(state);
  return source?.kind !== 'connection' || (profileOf(state, source.id)?.profile.protocolVersion ?? 5) === 5;
}
