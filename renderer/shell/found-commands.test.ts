import { expect, test } from 'vitest';
import { allCommands } from './all-commands.ts';
import { foundCommands } from './found-commands.ts';

test.for([
  ['tls', 'broker.tab.listeners'],
  ['certificate', 'broker.tab.listeners'],
  ['keep alive', 'broker.tab.settings'],
  ['receive maximum', 'broker.tab.settings'],
  ['users', 'broker.tab.access'],
  ['password', 'broker.tab.access'],
  ['retained', 'broker.tab.retained'],
  ['shared', 'broker.tab.subscriptions'],
  ['asleep', 'broker.tab.sessions'],
  ['packet loss', 'broker.tab.faults'],
  ['kick', 'broker.tab.clients'],
  ['disk budget', 'settings.history'],
  ['dark', 'settings.appearance'],
] as const)('the word "%s" leads to %s', ([typed, id]) => {
  expect(foundCommands(typed).map((command) => command.id)).toContain(id);
});

test('what is called so comes before what is only known for it', () => {
  const found = foundCommands('log').map(({ id }) => id);

  expect(found.indexOf('settings.log')).toBe(0);
  expect(foundCommands('')).toHaveLength(allCommands.length - 1);
});
