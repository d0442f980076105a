import type { Answer } from '../../app/contract/answer.ts';
import type { AccessRule, ListenerAccess } from '../../app/contract/areas/broker/access.ts';
import type { CallInput, CallOutput, FeedValue } from '../../app/contract/contract-types.ts';
import { texts } from '../texts/en.ts';
import type { DialogsSlice } from './dialogs-slice.ts';
import { feedSlot } from './feed-slot.ts';
import type { NoticesSlice } from './notices-slice.ts';
import type { SliceTools } from './slice-tools.ts';

type AccessValue = FeedValue<'brokerAccess'>;
export type ForeignFile = CallInput<'access.preview'>;

/** Users and rules of the broker, while somebody follows them. */
export interface AccessSlice {
  readonly access: AccessValue | undefined;
  readonly followAccess: (isFollowed: boolean) => void;
  readonly setAnonymous: (anonymous: boolean) => Promise<void>;
  readonly setListenerAccess: (name: string, access: ListenerAccess) => Promise<void>;
  /** The form shows what went wrong. */
  readonly setPassword: (name: string, password: string) => Promise<Answer<unknown>>;
  readonly removeUser: (name: string) => Promise<void>;
  /** In the place of all rules. */
  readonly saveRules: (rules: readonly AccessRule[], otherwise: AccessValue['otherwise']) => Promise<void>;
  readonly testAccess: (asked: CallInput<'access.test'>) => Promise<Answer<CallOutput<'access.test'>>>;
  readonly previewImport: (file: ForeignFile) => Promise<Answer<CallOutput<'access.preview'>>>;
  readonly importAccess: (file: ForeignFile) => Promise<void>;
}

export function accessSlice({
  client,
  set,
  get,
}: SliceTools<AccessSlice & DialogsSlice & NoticesSlice>): AccessSlice {
  const words = texts.access;
  const slot = feedSlot(
    client,
    'brokerAccess',
    (access) => set({ access }),
    (error) => get().tellError(error),
  );
  return {
    access: undefined,
    followAccess: (isFollowed) => slot.follow(isFollowed ? {} : undefined),
    setAnonymous: async (anonymous) =>
      get().tellFailure(await client.call('access.anonymous', { anonymous })),
    setListenerAccess: async (name, access) =>
      get().tellFailure(await client.call('access.listener', { name, access })),
    setPassword: async (name, password) => {
      const answer = await client.call('access.password', { name, password });
      if (answer.ok) get().tellDone(words.saved(name));
      return answer;
    },
    removeUser: async (name) => {
      const question = { title: words.removeTitle(name), text: words.removeText, action: words.removeAct };
      if (!(await get().ask({ ...question, isDangerous: true }))) return;
      get().tellFailure(await client.call('access.removeUser', { name }));
    },
    saveRules: async (rules, otherwise) =>
      get().tellFailure(await client.call('access.rules', { rules: [...rules], otherwise })),
    testAccess: (asked) => client.call('access.test', asked),
    previewImport: (file) => client.call('access.preview', file),
    importAccess: async (file) => {
      const answer = await client.call('access.import', file);
      get().tellFailure(answer);
      if (answer.ok) get().tellDone(words.imported);
    },
  };
}
