import { afterEach } from 'vitest';
import type { Profile, Secrets } from '../../../app/contract/areas/profiles.ts';
import type { TestConnection } from './setup.ts';
import { createTestConnection, testProfile } from './setup.ts';

/** Makes connections that end with the test. Call it once in a test file. */
export function testConnections(): (changes: Partial<Profile>, secrets?: Secrets) => TestConnection {
  let open: TestConnection[] = [];
  afterEach(async () => {
    await Promise.all(open.map(({ connection }) => connection.dispose()));
    open = [];
  });
  return (changes, secrets) => {
    const created = createTestConnection(testProfile(changes), secrets);
    open.push(created);
    return created;
  };
}
