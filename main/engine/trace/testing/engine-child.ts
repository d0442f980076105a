import { connect } from '../../../../app/contract/connect.ts';
import { memoryPorts } from '../../../../app/contract/ports/memory-port.ts';
import { createEngine } from '../../engine.ts';
import { brokerSource } from '../../source-list.ts';

// An engine with its broker, on a folder, until it is killed. Says, a line each: `port N` when the broker listens, and
// `traced KIND OUTCOME, …` of the exchanges whenever they are listed.
const folder = process.argv[2] ?? '';
const made = await createEngine({
  kind: 'web',
  versions: [],
  configFolder: folder,
  defaultDataFolder: `${folder}/data`,
  licencesFile: new URL('file:///nowhere'),
});
if (!made.ok) throw new Error(made.error.message);
const [near, far] = memoryPorts();
made.value.serve(far);
const client = connect(near);
const ended = ({ message }: { readonly message: string }) => {
  throw new Error(message);
};
client.watch(
  'broker',
  {},
  {
    value: ({ state }) => {
      if (state.kind === 'running') console.log(`port ${state.listeners[0]?.port}`);
    },
    ended,
  },
);
const window = { at: 'end', count: 100 } as const;
client.watch(
  'trace.list',
  { source: brokerSource, deliveries: false, window },
  {
    value: ({ rows }) => {
      console.log(`traced ${rows.map(({ kind, outcome }) => `${kind} ${outcome}`).join(', ')}`);
    },
    ended,
  },
);
const plan = { port: 0, wsPort: 0, network: false, whenTaken: 'ask' } as const;
await client.call('broker.start', { ...plan, allowedOrigins: [] });
