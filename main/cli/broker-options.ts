import { parseArgs } from 'node:util';
import { messageOf } from '../../app/base/message-of.ts';
import type { Answer } from '../../app/contract/answer.ts';
import { failure, success } from '../../app/contract/answer.ts';
import type { ListenerOptions } from '../../app/contract/areas/broker/listener.ts';
import type { AccessEdit } from './edit-access.ts';

/** What the command line of the broker alone asks for. */
interface BrokerOptions {
  readonly listeners: readonly ListenerOptions[];
  /** Where to listen if neither the command line nor the configuration names a place. */
  readonly usualListener: ListenerOptions;
  readonly configFile: string | undefined;
  readonly dataFolder: string | undefined;
  /** What is to be done in the place of listening. */
  readonly edit: AccessEdit | undefined;
}

const usualPort = 1883;

export function readBrokerOptions(args: readonly string[]): Answer<BrokerOptions> {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { port, 'ws-port': wsPort, host = '127.0.0.1', config, data } = parsed.value;
  for (const [name, text] of [['--port', port] as const, ['--ws-port', wsPort] as const]) {
    if (text !== undefined && !isPort(text)) {
      return failure('invalid', `${name} takes a number from 0 to 65535, not "${text}".`);
    }
  }
  if (host === '' || config === '' || data === '') {
    return failure('invalid', '--host, --config and --data must not be empty.');
  }
  const edit = editOf(parsed.value);
  if (!edit.ok) return edit;
  const listeners = [...listener('tcp', host, port), ...listener('ws', host, wsPort)];
  return success({
    listeners,
    usualListener: { transport: 'tcp', host, port: usualPort },
    configFile: config,
    dataFolder: data,
    edit: edit.value,
  });
}

interface EditOptions {
  readonly data?: string;
  readonly 'set-password'?: string;
  readonly 'import-mosquitto-passwords'?: string;
  readonly 'import-mosquitto-acl'?: string;
}

function editOf(options: EditOptions): Answer<AccessEdit | undefined> {
  const user = options['set-password'];
  const passwords = options['import-mosquitto-passwords'];
  const acl = options['import-mosquitto-acl'];
  const edits: readonly AccessEdit[] = [
    ...(user === undefined ? [] : [{ kind: 'set password', user } as const]),
    ...(passwords === undefined ? [] : [{ kind: 'import passwords', file: passwords } as const]),
    ...(acl === undefined ? [] : [{ kind: 'import rules', file: acl } as const]),
  ];
  if (edits.length > 1) return failure('invalid', 'Users and rules are changed one thing at a time.');
  if (edits.length === 1 && options.data === undefined) {
    return failure('invalid', '--data must say in which folder users and rules are kept.');
  }
  return success(edits[0]);
}

function listener(
  transport: 'tcp' | 'ws',
  host: string,
  port: string | undefined,
): readonly ListenerOptions[] {
  return port === undefined ? [] : [{ transport, host, port: Number(port) }];
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'ws-port': { type: 'string' },
        host: { type: 'string' },
        config: { type: 'string' },
        data: { type: 'string' },
        'set-password': { type: 'string' },
        'import-mosquitto-passwords': { type: 'string' },
        'import-mosquitto-acl': { type: 'string' },
      },
    });
    return success(values);
  } catch (error) {
    // Node's own sentence names the argument.
    return failure('invalid', `${messageOf(error)}; --help lists the options.`);
  }
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535;
}
