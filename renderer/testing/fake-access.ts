import { success } from '../../app/contract/answer.ts';
import type { AccessState } from '../../app/contract/areas/broker/access-screen.ts';
import type { CallHandlers, FeedHandlers } from '../../app/contract/handlers.ts';

const done = () => success({});

const state: AccessState = {
  problem: undefined,
  anonymous: true,
  otherwise: 'allow',
  listeners: [],
  users: [],
  allUsers: 0,
  rules: [],
  allRules: 0,
  refusals: [],
  refused: [],
};

/** Nobody is refused anything. */
export const fakeAccessFeeds: Pick<FeedHandlers, 'brokerAccess'> = {
  brokerAccess: () => ({ update: () => undefined, read: () => state, close: () => undefined }),
};

export const fakeAccessCalls = {
  'access.anonymous': done,
  'access.listener': done,
  'access.password': done,
  'access.removeUser': done,
  'access.rules': done,
  'access.test': () => success({ kind: 'decided' as const, allowed: 'all' as const, rule: undefined }),
  'access.preview': () =>
    success({
      users: [],
      allUsers: 0,
      replacedUsers: 0,
      rules: [],
      allRules: 0,
      problems: [],
      allProblems: 0,
    }),
  'access.import': done,
} satisfies Partial<CallHandlers>;
