import { parseArgs } from 'node:util';
import { messageOf } from '../../app/base/message-of.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';

/** What the command line asks for. */
export interface WebOptions {
  /** Undefined: the usual one, or a free one where somebody has it. */
  readonly port: number | undefined;
  /** The address to listen at. */
  readonly host: string;
  /** One folder for settings and history; undefined: where this system keeps such things. */
  readonly data: string | undefined;
  /** Show the page in the browser once it is served. */
  readonly open: boolean;
  /** Where a development server shows the page instead: `http://127.0.0.1:5173`. */
  readonly devOrigin: string | undefined;
}

export function readCommandLine(args: readonly string[]): Answer<WebOptions> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { port, host, data, 'no-open': noOpen, 'dev-origin': devOrigin } = parsed.value;
  if (port !== undefined && !isPort(port)) {
    return failure('invalid', `--port takes a number from 0 to 65535, not "${port}".`);
  }
  if (devOrigin !== undefined && !isOrigin(devOrigin)) {
    return failure('invalid', `--dev-origin takes an origin as http://127.0.0.1:5173, not "${devOrigin}".`);
  }
  if (host === '' || data === '') return failure('invalid', '--host and --data must not be empty.');
  return success({
    port: port === undefined ? undefined : Number(port),
    host: host ?? '127.0.0.1',
    data,
    open: noOpen !== true,
    devOrigin,
  });
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        'no-open': { type: 'boolean' },
        'dev-origin': { type: 'string' },
      },
    });
    return success(values);
  } catch (error) {
    // Node's own sentence names the argument.
    const sentence = messageOf(error);
    return failure('invalid', `${sentence}; --help lists the options.`);
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && text.startsWith('http');
}
