import { unreachable } from '../../../../app/base/assert.ts';
import type { Answer } from '../../../../app/contract/answer.ts';
import { failure, success } from '../../../../app/contract/answer.ts';
import { mostListeners } from '../../../../app/contract/areas/broker/listener-list.ts';
import type { CallHandlers, FeedHandlers } from '../../../../app/contract/handlers.ts';
import type { Authority } from '../../../broker/certificates/authority.ts';
import { AuthorityProblem } from '../../../broker/certificates/authority.ts';
import { networkAddresses } from '../../../broker/certificates/machine-names.ts';
import type { AccessBook } from '../../broker/access-book.ts';
import type { BrokerHost } from '../../broker/broker-host.ts';
import { valueFeed } from '../../value-feed.ts';

type ListenerCall =
  | 'broker.listener.save'
  | 'broker.listener.remove'
  | 'broker.listener.turn'
  | 'broker.authority.read'
  | 'broker.authority.issue';

const goneAdvice = 'Look at the list again: it may have been removed in another window.';

export function listenerCallHandlers(
  host: BrokerHost,
  authority: Authority,
): Pick<CallHandlers, ListenerCall> {
  const changed = (isThere: boolean, name: string) =>
    isThere ? success({}) : failure('gone', `There is no listener named ${name}.`, goneAdvice);
  return {
    'broker.listener.save': async ({ was, listener }) => saved(await host.save(was, listener), listener.name),
    'broker.listener.remove': async ({ name }) => changed(await host.remove(name), name),
    'broker.listener.turn': async ({ name, isOn }) => changed(await host.turn(name, isOn), name),
    'broker.authority.read': () =>
      told(async () => ({ certificate: await authority.certificate(), file: authority.certificateFile })),
    'broker.authority.issue': ({ name, days }) => told(() => authority.client(name, days)),
  };
}

function saved(
  outcome: Awaited<ReturnType<BrokerHost['save']>>,
  name: string,
): Answer<Record<string, never>> {
  switch (outcome) {
    case 'saved':
      return success({});
    case 'named so':
      return failure('invalid', `Another listener is named ${name}.`, 'Give this one another name.');
    case 'full':
      return failure(
        'busy',
        `There are ${mostListeners} listeners already.`,
        'Remove one that is not needed.',
      );
    default:
      return unreachable(outcome);
  }
}

export function listenerFeedHandlers(
  host: BrokerHost,
  authority: Authority,
  access: AccessBook,
): Pick<FeedHandlers, 'brokerListeners'> {
  const { refusals } = access.access;
  const read = () => ({
    rows: host.rows().map((row) => ({ ...row, denied: refusals.countOf(row.listener.name) })),
    addresses: [...networkAddresses()],
    authorityFile: authority.certificateFile,
    hasAuthority: authority.isMade,
    ...(host.problem !== undefined && { problem: host.problem }),
  });
  const listen = (listener: () => void) => {
    const stops = [host.onChange(listener), access.access.onRefusal(listener), authority.onMade(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  };
  return {
    brokerListeners: (_params, changed) => valueFeed(read, listen, changed),
  };
}

/** The user's disk is wrong, not we: that is an answer. */
async function told<T>(work: () => Promise<T>) {
  try {
    return success(await work());
  } catch (error) {
    if (error instanceof AuthorityProblem) return failure('failed', error.message);
    throw error;
  }
}
