import { text } from 'node:stream/consumers';
import { endOfLife } from '../process/end-of-life.ts';
import { readBrokerOptions } from './broker-options.ts';
import { brokerUsage } from './broker-usage.ts';
import { editAccess } from './edit-access.ts';
import { runBroker } from './run-broker.ts';

/**
 * The embedded broker as a program of its own: one line of JSON when it listens, one sentence if it cannot. Asked to
 * change users or rules it does that and ends.
 */
const ended = endOfLife(process);
const args = process.argv.slice(2);
if (args.includes('--help')) {
  process.stdout.write(brokerUsage);
  process.exit(0);
}
const options = readBrokerOptions(args);
const { edit, dataFolder } = options.ok ? options.value : {};
if (edit !== undefined && dataFolder !== undefined) {
  const edited = await editAccess(edit, dataFolder, () => text(process.stdin));
  if (edited.ok) for (const line of edited.value) process.stderr.write(`${line}\n`);
  else process.stderr.write(`${edited.error.message}\n`);
  process.exit(edited.ok ? 0 : 2);
}
const started = await runBroker(args, (line) => process.stderr.write(`${line}\n`));
if (started.ok) {
  process.stdout.write(`${JSON.stringify(started.value.line)}\n`);
  await ended;
  await started.value.broker.close();
  process.exit(0);
} else {
  process.stderr.write(`${started.error.message}\n`);
  process.exit(2);
}
