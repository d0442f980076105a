import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { assert } from '../app/base/assert.ts';
import { keepLinked } from './engine-link.ts';
import type { Host } from './host.ts';
import { keepPlace } from './keep-place.ts';
import { paceByPaint, pageClock } from './pace.ts';
import { ResumingClient } from './resuming-client.ts';
import { AppWindow } from './shell/app-window.tsx';
import { BrokenWindow } from './shell/broken-window.tsx';
import { runCommand } from './shell/run-command.ts';
import { createAppStore } from './state/app-state.ts';
import { startFeeds } from './state/start-feeds.ts';
import { AppContext } from './state/use-app.tsx';

/** Makes the window's state, links it to the engine of the host, and renders it. */
export function startApp(host: Host): void {
  const element = document.getElementById('root');
  assert(element !== null, 'the page has a root element');
  const clock = pageClock();
  const client = new ResumingClient(paceByPaint(clock));
  const store = createAppStore(client);
  const kept = keepPlace(store);
  keepLinked({ host, client, onState: store.getState().linkChanged, later: clock.later });
  startFeeds(client, store);
  host.onCommand((id) => runCommand(id, store.getState()));
  const root = createRoot(element, {
    onUncaughtError: (error) => {
      reportError(error);
      // What shows there may be what fails: the window that is opened again is to be another one.
      kept.forget();
      // Else the window stays empty.
      root.render(<BrokenWindow why={String(error)} />);
    },
  });
  root.render(
    <StrictMode>
      <AppContext value={{ store, client }}>
        <AppWindow />
      </AppContext>
    </StrictMode>,
  );
}
