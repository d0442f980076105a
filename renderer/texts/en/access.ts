import type { RefusedAction } from '../../../app/contract/areas/broker/access-screen.ts';
import { count, some } from '../counts.ts';

const users = (n: number): string => some(n, 'user', 'users');
const rules = (n: number): string => some(n, 'rule', 'rules');

const refusedActions: Readonly<Record<RefusedAction, string>> = {
  connect: 'connect',
  publish: 'publish',
  subscribe: 'subscribe',
  receive: 'receive',
  will: 'will',
};

export const accessTexts = {
  tab: 'Access',
  label: 'Users and access',

  entry: 'Getting in',
  anonymous: 'Clients without a user name get in',
  nobody: 'Nobody can get in: there is no user and clients without a user name are refused.',
  anyName: 'There is no user: any user name gets in, and no password is looked at.',
  byListener: 'Without a user name, by listener',
  entryOf: (listener: string) => `Clients of ${listener} without a user name`,
  entries: { usual: 'as above', yes: 'get in', no: 'are refused' },
  identityOf: (listener: string) => `What clients of ${listener} show`,
  identities: { password: 'by password', certificate: 'by certificate', either: 'by either' },

  users: 'Users',
  addUser: 'Add a user…',
  userName: 'User name',
  password: 'Password',
  passwordHint: 'It is hashed at once and never comes back.',
  save: 'Save',
  cancel: 'Cancel',
  close: 'Close',
  addTitle: 'Add a user',
  changeTitle: (name: string) => `Change the password of ${name}`,
  change: (name: string) => `Change the password of ${name}`,
  remove: (name: string) => `Remove ${name}`,
  noScram: 'no SCRAM',
  noScramHint: 'Its hash comes from mosquitto. SCRAM-SHA-256 works once the password has been set here.',
  moreUsers: (n: number) => `${users(n)} more`,
  userExists: 'There is a user of this name.',
  saved: (name: string) => `The password of ${name} is set`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: 'It is disconnected and does not get in any more. Rules about it stay.',
  removeAct: 'Remove',

  rules: 'Rules',
  rulesHint: 'The first rule that is about the client, the action and the topic decides.',
  addRule: 'Add a rule',
  noRules: 'There is no rule.',
  tooLarge: (n: number) => `${rules(n)}: too many to show. Edit them in access.json.`,
  otherwise: 'Where no rule is about it',
  effects: { allow: 'Allow', deny: 'Deny' },
  actions: { publish: 'publish', subscribe: 'subscribe', both: 'both' },
  actionsInFull: { publish: 'publish', subscribe: 'subscribe', both: 'publish, subscribe' },
  whos: { everyone: 'everyone', anonymous: 'no user name', user: 'user', client: 'client id' },
  columns: { place: 'No.', effect: 'Effect', action: 'Action', filter: 'Topic filter', who: 'Who', edit: '' },
  filter: 'Topic filter',
  filterHint: '%c is the client id, %u the user name.',
  noShare: 'Leave $share and the share name out.',
  who: 'Who',
  whoName: 'Name',
  whoUser: (name: string) => `user ${name}`,
  whoClient: (id: string) => `client ${id}`,
  effect: 'Effect',
  action: 'Action',
  up: (place: number) => `Move rule ${place} up`,
  down: (place: number) => `Move rule ${place} down`,
  edit: (place: number) => `Change rule ${place}`,
  removeRule: (place: number) => `Remove rule ${place}`,
  apply: 'Apply',

  test: 'May it?',
  testClient: 'Client id',
  testUser: 'User',
  testTopic: 'Topic',
  testAction: 'What it wants to do',
  ask: 'Ask',
  verdicts: {
    all: (place: number | undefined) =>
      place === undefined ? 'Allowed: no rule is about it.' : `Allowed by rule ${place}.`,
    some: (place: number | undefined) =>
      `Granted, but part of its messages is withheld${place === undefined ? '' : ` (see rule ${place})`}.`,
    nothing: (place: number | undefined) =>
      place === undefined ? 'Denied: no rule allows it.' : `Denied by rule ${place}.`,
  },

  refusals: 'Refused lately',
  noRefusals: 'Nothing has been refused.',
  refusedActions,
  refusedColumns: {
    time: 'Time',
    clientId: 'Client id',
    userName: 'User',
    action: 'Action',
    topic: 'Topic or reason',
    rule: 'Rule',
  },
  byDefault: 'default',
  refusedCount: (action: RefusedAction, n: number) => `${refusedActions[action]} ${count(n)}`,

  import: 'From mosquitto',
  importPasswords: 'Password file…',
  importAcl: 'ACL file…',
  passwordsFile: 'Password file of mosquitto',
  aclFile: 'ACL file of mosquitto',
  importTitle: { passwords: 'Take over users of mosquitto', acl: 'Take over rules of mosquitto' },
  importUsers: (all: number, replaced: number) =>
    `${users(all)} ${all === 1 ? 'comes' : 'come'}${replaced > 0 ? `, ${count(replaced)} of them in the place of one of the same name` : ''}. Hashes are verified as they are; SCRAM works once a password has been set here.`,
  importRules: (all: number, replaced: number) =>
    `${rules(all)} ${all === 1 ? 'comes' : 'come'}${replaced > 0 ? ` in the place of the ${rules(replaced)} that there ${replaced === 1 ? 'is' : 'are'}` : ''}, and what none is about is denied.`,
  left: (n: number) => `Left out: ${some(n, 'line', 'lines')}`,
  line: (line: number) => `Line ${count(line)}`,
  more: (n: number) => `${count(n)} more`,
  importAct: 'Take over',
  tooLong: 'The file is larger than 256 KB. Use the command line: see docs/access.md.',
  imported: 'Taken over',
} as const;
