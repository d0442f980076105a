import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { memoryPorts } from '../../app/contract/ports/memory-port.ts';
import { serve } from '../../app/contract/serve.ts';
import { startApp } from '../start-app.tsx';
import { fakeEngine, fakeSources } from './fake-engine.ts';

const handlers = fakeEngine(
  location.hash === '#empty' ? [] : fakeSources,
  (milliseconds, task) => void setInterval(task, milliseconds),
);

startApp({
  kind: 'web',
  onCommand: () => undefined,
  open: () => {
    const [page, engine] = memoryPorts();
    serve(engine, handlers, (error, where) => {
      throw new Error(`In ${where}: ${String(error)}`);
    });
    return Promise.resolve(page);
  },
});
