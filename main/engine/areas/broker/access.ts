import { success } from '../../../../app/contract/answer.ts';
import type { AccessState } from '../../../../app/contract/areas/broker/access-screen.ts';
import type { CallInput, CallOutput } from '../../../../app/contract/contract-types.ts';
import type { CallHandlers, FeedHandlers } from '../../../../app/contract/handlers.ts';
import { checkTopicFilter, checkTopicName, parseShared } from '../../../../app/mqtt/topic.ts';
import { withoutUser, withRules, withUser, withUsers } from '../../../broker/access/edit-config.ts';
import { readAclFile } from '../../../broker/access/mosquitto/acl-file.ts';
import { readPasswordFile } from '../../../broker/access/mosquitto/password-file.ts';
import { makeUser } from '../../../broker/auth/stored-user.ts';
import { cutText } from '../../../views/broker/cut-text.ts';
import type { AccessBook } from '../../broker/access-book.ts';
import { valueFeed } from '../../value-feed.ts';

/** Characters of rules, as JSON, that fit into a value of the feed. */
const rulesOnScreen = 100_000;
const usersOnScreen = 500;
const listenersOnScreen = 64;
const refusalsOnScreen = 50;
const previewed = 200;

type AccessCall =
  | 'access.anonymous'
  | 'access.listener'
  | 'access.password'
  | 'access.removeUser'
  | 'access.rules'
  | 'access.test'
  | 'access.preview'
  | 'access.import';

export function brokerAccessCallHandlers(book: AccessBook): Pick<CallHandlers, AccessCall> {
  return {
    'access.anonymous': ({ anonymous }) => book.change((config) => ({ ...config, anonymous })),
    'access.listener': ({ name, access }) =>
      book.change((config) => ({ ...config, listeners: { ...config.listeners, [name]: access } })),
    'access.password': ({ name, password }) =>
      book.change(async (config) => withUser(config, await makeUser(name, password))),
    'access.removeUser': ({ name }) => book.change((config) => withoutUser(config, name)),
    'access.rules': ({ rules, otherwise }) => book.change((config) => withRules(config, rules, otherwise)),
    'access.test': async (asked) => success(decide(asked, book)),
    'access.preview': async (file) => success(preview(file, book)),
    'access.import': ({ kind, text }) =>
      book.change((config) =>
        kind === 'passwords'
          ? withUsers(config, readPasswordFile(text).users)
          : withRules(config, readAclFile(text).rules, 'deny'),
      ),
  };
}

export function brokerAccessFeedHandlers(book: AccessBook): Pick<FeedHandlers, 'brokerAccess'> {
  return {
    brokerAccess: (_params, changed) =>
      valueFeed(
        () => stateOf(book),
        (listener) => book.onChange(listener),
        changed,
      ),
  };
}

function stateOf({ access, problem }: AccessBook): AccessState {
  const { anonymous, otherwise, users, rules, listeners } = access.config;
  const { latest, counts, total } = access.refusals;
  return {
    problem,
    anonymous,
    otherwise,
    listeners: Object.entries(listeners)
      .slice(0, listenersOnScreen)
      .map(([name, own]) => ({ name, access: own })),
    users: users
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, usersOnScreen)
      .map(({ name, scram }) => ({ name, hasScram: scram !== undefined })),
    allUsers: users.length,
    rules: JSON.stringify(rules).length <= rulesOnScreen ? rules : undefined,
    allRules: rules.length,
    refusals: latest
      .slice(0, refusalsOnScreen)
      .map(({ time, clientId, user, action, topic, rule }, index) => ({
        number: total - index,
        time,
        clientId: cutText(clientId),
        userName: user === undefined ? undefined : cutText(user),
        action,
        topic: cutText(topic),
        rule,
      })),
    refused: [...counts],
  };
}

function decide(
  { clientId, userName: user, action, topic }: CallInput<'access.test'>,
  { access: { policy } }: AccessBook,
): CallOutput<'access.test'> {
  const problem = action === 'publish' ? checkTopicName(topic) : checkTopicFilter(topic);
  if (problem !== undefined) return { kind: 'invalid', why: `${problem.message}.` };
  const rules = policy.rulesFor({ clientId, user }, action);
  if (action === 'publish') {
    const { isAllowed, rule } = policy.onTopic(rules, topic);
    return { kind: 'decided', allowed: isAllowed ? 'all' : 'nothing', rule };
  }
  const { brings, rule } = policy.onFilter(rules, parseShared(topic)?.filter ?? topic);
  return { kind: 'decided', allowed: brings, rule };
}

function preview(
  { kind, text }: CallInput<'access.preview'>,
  { access }: AccessBook,
): CallOutput<'access.preview'> {
  const users = kind === 'passwords' ? readPasswordFile(text) : undefined;
  const rules = kind === 'acl' ? readAclFile(text) : undefined;
  const names = users?.users.map(({ name }) => name) ?? [];
  const known = new Set(access.config.users.map(({ name }) => name));
  const problems = users?.problems ?? rules?.problems ?? [];
  return {
    users: names.slice(0, previewed),
    allUsers: names.length,
    replacedUsers: names.filter((name) => known.has(name)).length,
    rules: rules?.rules.slice(0, previewed) ?? [],
    allRules: rules?.rules.length ?? 0,
    problems: problems.slice(0, previewed),
    allProblems: problems.length,
  };
}
