import { endOfLife } from '../process/end-of-life.ts';
import { runBroker } from './run-broker.ts';

/** The embedded broker as a program of its own: one line of JSON when it listens, one sentence if it cannot. */
const ended = endOfLife(process);
const started = await runBroker(process.argv.slice(2), (line) => process.stderr.write(`${line}\n`));
if (started.ok) {
  process.stdout.write(`${JSON.stringify(started.value.line)}\n`);
  await ended;
  await started.value.broker.close();
  process.exit(0);
} else {
  process.stderr.write(`${started.error.message}\n`);
  process.exit(2);
}
