import type { Port } from '../../app/contract/port.ts';
import { memoryPorts } from '../../app/contract/ports/memory-port.ts';
import { serve } from '../../app/contract/serve.ts';
import { ResumingClient } from '../resuming-client.ts';
import type { AppState, AppStore } from '../state/app-state.ts';
import { createAppStore } from '../state/app-state.ts';
import { startFeeds } from '../state/start-feeds.ts';
import { fakeEngine, fakeSources } from './fake-engine.ts';

/** The state of a window on a pretended engine, without a page. */
interface FakeWindow {
  readonly store: AppStore;
  readonly now: () => AppState;
  /** Lets a tenth of a second of messages come. */
  readonly pass: () => void;
  /** Resolves with the state once it is so. */
  readonly until: (isSo: (state: AppState) => boolean) => Promise<AppState>;
  /** The port goes away, and with `open` another one comes. */
  readonly cut: () => void;
  readonly open: () => void;
}

export function fakeWindow(): FakeWindow {
  const tasks: (() => void)[] = [];
  const handlers = fakeEngine(fakeSources, (_milliseconds, task) => void tasks.push(task));
  const client = new ResumingClient((give) => queueMicrotask(give));
  const store = createAppStore(client);
  let port: Port | undefined;
  const open = (): void => {
    const [page, engine] = memoryPorts();
    port = engine;
    serve(engine, handlers, (error) => {
      throw error;
    });
    client.attach(page, () => undefined);
  };
  open();
  startFeeds(client, store);
  return {
    store,
    now: store.getState,
    pass: () => {
      for (const task of tasks) task();
    },
    until: (isSo) => until(store, isSo),
    cut: () => port?.close(),
    open,
  };
}

function until(store: AppStore, isSo: (state: AppState) => boolean): Promise<AppState> {
  return new Promise((resolve) => {
    const look = (state: AppState): void => {
      if (!isSo(state)) return;
      stop();
      resolve(state);
    };
    const stop = store.subscribe(look);
    look(store.getState());
  });
}
