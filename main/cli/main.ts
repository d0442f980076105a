import { unreachable } from '../../app/base/assert.ts';
import { refusalOf } from '../files/system-reason.ts';
import { endOfLife } from '../process/end-of-life.ts';
import { runExport } from './run-export.ts';
import { runFindings } from './run-findings.ts';
import { runImport } from './run-import.ts';
import type { TraceOptions } from './trace-options.ts';
import { readTraceOptions } from './trace-options.ts';
import { exitCodes, isCommand, traceUsage } from './trace-usage.ts';

/** What the app does with traces, as a program without a window. */
const stop = new AbortController();
void endOfLife(process).then(() => stop.abort());
process.stdout.on('error', (error) => stop.abort(error));

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Why the standard output took no more; undefined if whoever reads has read enough, which is no error. */
function unwritten(reason: unknown): string | undefined {
  if (!(reason instanceof Error) || !('syscall' in reason)) return undefined;
  return 'code' in reason && reason.code === 'EPIPE' ? undefined : refusalOf(reason);
}

function run(options: TraceOptions): Promise<number> {
  switch (options.command) {
    case 'import':
      return runImport(options, stop.signal, tell);
    case 'export':
      return runExport(options, stop.signal, tell);
    case 'findings':
      return runFindings(options, stop.signal, tell);
    default:
      return unreachable(options);
  }
}

const args = process.argv.slice(2);
if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
  process.stdout.write(traceUsage(args.find(isCommand)));
  process.exit(args.length === 0 ? exitCodes.usage : exitCodes.done);
}
// npm runs a script in the project's folder, and says where it was called.
const options = readTraceOptions(args, process.env['INIT_CWD'] ?? process.cwd());
if (!options.ok) {
  tell(options.error.message);
  process.exit(exitCodes.usage);
}
const code = await run(options.value);
const problem = code === exitCodes.file ? undefined : unwritten(stop.signal.reason);
if (problem !== undefined) tell(`The standard output cannot be written: ${problem}`);
process.exit(problem === undefined ? code : exitCodes.file);
