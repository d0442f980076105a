import type { LinkId } from '../capture/observer.ts';
import type { AttemptOptions } from './attempt-options.ts';
import { connectPacket } from './connect-packet.ts';
import type { Conversation } from './conversation.ts';
import { converse } from './conversation.ts';
import { addressOf, dial } from './dial/dial.ts';
import type { StepFailure } from './dial/failure.ts';
import { stopped } from './dial/failure.ts';
import type { LabLink } from './lab/lab-link.ts';

/** One try to reach the broker, and the connection that it becomes. */
export interface Attempt {
  /** DISCONNECT, then the end of the connection; or the end of trying. */
  stop(): void;
  /** The network connection for a tester to reach into; undefined before there is one. */
  readonly link: LabLink | undefined;
}

/** Begins at once. The listener is told last of the end, once, also of a try that came to nothing. */
export function startAttempt(options: AttemptOptions): Attempt {
  const abort = new AbortController();
  const running: Running = { options, abort, conversation: undefined };
  const { observer, clock, profile } = options;
  const id = observer.linkOpened({ address: addressOf(profile), transport: profile.transport }, clock.now());
  void run(running, id);
  return {
    stop: () => {
      abort.abort();
      running.conversation?.leave();
    },
    get link() {
      return running.conversation?.link;
    },
  };
}

interface Running {
  readonly options: AttemptOptions;
  readonly abort: AbortController;
  conversation: Conversation | undefined;
}

async function run(running: Running, id: LinkId): Promise<void> {
  const { profile, clientId, secrets, steps, listener } = running.options;
  const asked = connectPacket(profile, clientId, presentSecret(secrets.password));
  if (!asked.ok) {
    steps.fail('connect', asked.failure);
    return giveUp(running, id, asked.failure);
  }
  const wire = await dial({
    profile,
    keyPassphrase: presentSecret(secrets.keyPassphrase),
    steps,
    sawChain: (chain) => listener.sawChain(chain),
    signal: running.abort.signal,
  });
  if (!wire.ok) return giveUp(running, id, wire.failure);
  if (running.abort.signal.aborted) {
    wire.value.destroy();
    return giveUp(running, id, stopped);
  }
  running.conversation = converse(running.options, id, wire.value, asked.value);
}

function giveUp({ options }: Running, id: LinkId, failure: StepFailure): void {
  options.observer.linkClosed(id, failure.detail, options.clock.now());
  const kind = failure === stopped ? 'asked' : 'network';
  options.listener.ended({ kind, failure, code: undefined });
}

function presentSecret(secret: string | undefined): string | undefined {
  return secret === '' ? undefined : secret;
}
