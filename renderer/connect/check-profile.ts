import type { Profile, Secrets } from '../../app/contract/areas/profiles.ts';
import { checkTopicFilter, checkTopicName } from '../../app/mqtt/topic.ts';
import { textProblem } from '../../app/mqtt/utf8.ts';
import { texts } from '../texts/en.ts';

const words = texts.connect.problems;

/** What is wrong with each field of the form; a field without an entry is fine. */
export interface ProfileProblems {
  readonly name?: string;
  /** Of a URL that could not be taken in. */
  readonly url?: string;
  readonly host?: string;
  readonly path?: string;
  readonly clientId?: string;
  readonly password?: string;
  readonly certificateFile?: string;
  readonly keyFile?: string;
  readonly willTopic?: string;
  readonly subscriptions?: string;
  /** Of a filter that is typed and not added yet. */
  readonly newFilter?: string;
}

/** Holds a profile against the standard before it is saved. */
export function checkProfile(profile: Profile, secrets: Secrets, hasPassword: boolean): ProfileProblems {
  const { transport, host, path, username, tls, will, subscriptions } = profile;
  const isWeb = transport === 'ws' || transport === 'wss';
  const isTls = transport === 'tls' || transport === 'wss';
  const willHas = secrets.password === undefined ? hasPassword : secrets.password !== '';
  const isAlone = profile.protocolVersion !== 5 && willHas && !username;
  const found = {
    // Without a name of its own it takes the host's: a missing host is one problem, not two.
    name: profile.name.trim() === '' && host.trim() !== '' ? words.name : undefined,
    host: host.trim() === '' || /\s/.test(host) ? words.host : undefined,
    path: isWeb && path !== '' && !path.startsWith('/') ? words.path : undefined,
    clientId: clientIdProblem(profile),
    password: isAlone ? words.passwordAlone : undefined,
    certificateFile:
      isTls && tls.keyFile !== '' && tls.certificateFile === '' ? words.certificateMissing : undefined,
    keyFile: isTls && tls.certificateFile !== '' && tls.keyFile === '' ? words.keyMissing : undefined,
    willTopic: will === undefined ? undefined : topicProblem(will.topic),
    subscriptions: subscriptions.map(({ filter }) => filterProblem(filter, profile)).find(Boolean),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

/** What is wrong with a topic filter in words, with the clause. */
export function filterProblem(
  filter: string,
  { protocolVersion }: Pick<Profile, 'protocolVersion'>,
): string | undefined {
  const problem = checkTopicFilter(filter, protocolVersion);
  return problem && texts.connect.subscriptions.problem(problem.message, problem.clause);
}

function topicProblem(topic: string): string | undefined {
  const problem = checkTopicName(topic);
  return problem && texts.connect.subscriptions.problem(problem.message, problem.clause);
}

function clientIdProblem({ clientId, protocolVersion }: Profile): string | undefined {
  if (textProblem(clientId) !== -1) return words.clientIdText;
  return protocolVersion === 3 && clientId.length > 23 ? words.clientId31 : undefined;
}
