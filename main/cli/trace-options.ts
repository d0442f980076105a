import path from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../../app/base/message-of.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { ExportFormat } from '../../app/contract/areas/exports.ts';

/** Standard input or output. */
export const standard = '-';

/** `file` is a capture to read, `name` what its source is called, `port` the only one of brokers. */
export interface ImportOptions {
  readonly command: 'import';
  readonly data: string;
  readonly file: string;
  readonly name: string;
  readonly port: number | undefined;
  readonly isJson: boolean;
}

/** `out` is a file or `-`; `source` an id or a name, without which there must be one source alone. */
export interface ExportOptions {
  readonly command: 'export';
  readonly data: string;
  readonly format: Exclude<ExportFormat, 'mermaid'>;
  readonly out: string;
  readonly source: string | undefined;
  readonly filter: string | undefined;
  readonly deliveries: boolean;
  readonly exchange: number | undefined;
  /** µs since 1970. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** Of all sources without a `source`. */
export interface FindingsOptions {
  readonly command: 'findings';
  readonly data: string;
  readonly source: string | undefined;
  readonly isJson: boolean;
}

/** What was asked for on the command line. `data` is the folder of the app. */
export type TraceOptions = ImportOptions | ExportOptions | FindingsOptions;

const formats = ['pcapng', 'jsonl', 'markdown'] as const;

const known = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  name: { type: 'string' },
  port: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  source: { type: 'string' },
  filter: { type: 'string' },
  deliveries: { type: 'boolean' },
  exchange: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

/** Which options each command has beside `--data`. */
const allowed: Readonly<Record<TraceOptions['command'], readonly string[]>> = {
  import: ['name', 'port', 'json'],
  export: ['format', 'out', 'source', 'filter', 'deliveries', 'exchange', 'from', 'to'],
  findings: ['json', 'source'],
};

/** Reads the command line; paths are taken from `folder`. */
export function readTraceOptions(args: readonly string[], folder: string): Answer<TraceOptions> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [command, ...rest] = positionals;
  if (command !== 'import' && command !== 'export' && command !== 'findings') {
    return wrong(command === undefined ? 'No command is given.' : `There is no command "${command}".`);
  }
  const foreign = Object.keys(values).find((name) => name !== 'data' && !allowed[command].includes(name));
  if (foreign !== undefined) return wrong(`${command} has no option --${foreign}.`);
  if (values.data === undefined || values.data === '') return wrong('--data must name a folder.');
  const data = path.resolve(folder, values.data);
  const files = command === 'import' ? 1 : 0;
  if (rest.length !== files) {
    return wrong(files === 1 ? 'import takes one file.' : `${command} takes no "${rest[0] ?? ''}".`);
  }
  switch (command) {
    case 'import':
      return importOf(values, data, rest[0] ?? '', folder);
    case 'export':
      return exportOf(values, data, folder);
    default:
      return success({ command, data, source: values.source, isJson: values.json === true });
  }
}

type Values = ReturnType<typeof parseKnown>['values'];

function importOf(values: Values, data: string, file: string, folder: string): Answer<ImportOptions> {
  const port = numberOf(values.port);
  if (values.port !== undefined && (port === undefined || port < 1 || port > 65_535)) {
    return wrong(`--port takes a number from 1 to 65535, not "${values.port}".`);
  }
  if (values.name === '') return wrong('--name must not be empty.');
  const isStandard = file === standard;
  const name = values.name ?? (isStandard ? 'Standard input' : path.basename(file));
  const whole = isStandard ? file : path.resolve(folder, file);
  return success({ command: 'import', data, file: whole, name, port, isJson: values.json === true });
}

function exportOf(values: Values, data: string, folder: string): Answer<ExportOptions> {
  const format = formats.find((one) => one === values.format);
  if (format === undefined) return wrong(`--format takes ${formats.join(', ')}.`);
  if (values.out === undefined || values.out === '')
    return wrong('--out must name a file, or - for the standard output.');
  const exchange = numberOf(values.exchange);
  if (values.exchange !== undefined && exchange === undefined) {
    return wrong(`--exchange takes a number, not "${values.exchange}".`);
  }
  const [from, to] = [timeOf(values.from), timeOf(values.to)];
  const unread = from === undefined ? values.from : to === undefined ? values.to : undefined;
  if (unread !== undefined) return wrong(`"${unread}" is no time, as 2026-11-27T14:02:00Z is.`);
  if ([exchange, values.filter, from ?? to].filter((one) => one !== undefined).length > 1) {
    return wrong(
      '--exchange, --filter and --from or --to exclude each other; a filter has time: of its own.',
    );
  }
  if (values.deliveries === true && values.filter === undefined)
    return wrong('--deliveries goes with --filter.');
  return success({
    command: 'export',
    data,
    format,
    out: values.out === standard ? standard : path.resolve(folder, values.out),
    source: values.source,
    filter: values.filter,
    deliveries: values.deliveries === true,
    exchange,
    from,
    to,
  });
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{10,17}$/.test(text)) return Number(text);
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time * 1_000;
}

function parse(args: readonly string[]) {
  try {
    return success(parseKnown(args));
  } catch (error) {
    // Node's own sentence names the argument; the one behind it is about what no command here takes.
    const [said = ''] = messageOf(error).split('. ');
    return wrong(`${said.replace(/\.$/, '')}.`);
  }
}

function parseKnown(args: readonly string[]) {
  return parseArgs({ args: [...args], options: known, allowPositionals: true });
}

function wrong(message: string) {
  return failure('invalid', `${message} --help lists the commands.`);
}
