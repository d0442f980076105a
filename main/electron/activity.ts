import type { Source } from '../../app/contract/areas/sources.ts';
import type { Client } from '../../app/contract/connect.ts';
import type { Activity } from './engine-messages.ts';

type SourceActivity = Omit<Activity, 'clients'>;

/** Follows the sources; answers what is up at the moment. */
export function watchActivity(client: Client): () => SourceActivity {
  let sources: readonly Source[] = [];
  client.watch(
    'sources',
    {},
    {
      value: (value) => {
        sources = value.sources;
      },
      ended: () => {
        sources = [];
      },
    },
  );
  return () => ({
    connections: sources.filter(({ kind, state }) => kind === 'connection' && isUp(state)).length,
    brokerRuns: sources.some(({ kind, state }) => kind === 'broker' && isUp(state)),
  });
}

function isUp(state: Source['state']): boolean {
  return state.kind === 'connecting' || state.kind === 'connected' || state.kind === 'waiting';
}
