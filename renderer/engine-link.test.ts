import { expect, test } from 'vitest';
import type { Port } from '../app/contract/port.ts';
import { memoryPorts } from '../app/contract/ports/memory-port.ts';
import { keepLinked } from './engine-link.ts';
import { notAdmitted } from './host.ts';
import { ResumingClient } from './resuming-client.ts';
import type { LinkState } from './state/link-slice.ts';

/** Lets every promise that can settle do so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function setup(kind: 'web' | 'electron', opens: readonly ('fails' | 'refused' | 'works')[]) {
  const states: LinkState[] = [];
  const waits: { readonly milliseconds: number; readonly task: () => void }[] = [];
  const engines: Port[] = [];
  let attempt = 0;
  keepLinked({
    host: {
      kind,
      onCommand: () => undefined,
      open: () => {
        const [page, engine] = memoryPorts();
        engines.push(engine);
        const outcome = opens[attempt++];
        if (outcome === 'works') return Promise.resolve(page);
        return Promise.reject(new Error('no', { cause: outcome === 'refused' ? notAdmitted : undefined }));
      },
    },
    client: new ResumingClient((give) => give()),
    onState: (state) => void states.push(state),
    later: (milliseconds, task) => void waits.push({ milliseconds, task }),
  });
  return { states, waits, engines };
}

test('the window says that the engine is lost, and tries again after longer and longer', async () => {
  const { states, waits } = setup('web', ['fails', 'fails', 'works']);

  await settle();
  waits[0]?.task();
  await settle();
  waits[1]?.task();
  await settle();

  expect(states).toEqual([
    { kind: 'opening' },
    { kind: 'lost', host: 'web', isAdmitted: true },
    { kind: 'lost', host: 'web', isAdmitted: true },
    { kind: 'open', isNewEngine: false },
  ]);
  expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([100, 300]);
});

test('after a port that closed, a desktop window has a new engine', async () => {
  const { states, waits, engines } = setup('electron', ['works', 'works']);

  await settle();
  engines[0]?.close();
  await settle();
  waits[0]?.task();
  await settle();

  expect(states).toEqual([
    { kind: 'opening' },
    { kind: 'open', isNewEngine: false },
    { kind: 'lost', host: 'electron', isAdmitted: true },
    { kind: 'open', isNewEngine: true },
  ]);
});

test('a web host that was started anew wants its token, and the window says so', async () => {
  const { states } = setup('web', ['refused']);

  await settle();

  expect(states).toEqual([{ kind: 'opening' }, { kind: 'lost', host: 'web', isAdmitted: false }]);
});
