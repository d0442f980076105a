import { unreachable } from '../../../../app/base/assert.ts';
import { success } from '../../../../app/contract/answer.ts';
import { mostWholeBytes } from '../../../../app/contract/areas/broker/list.ts';
import type { CallInput, CallOutput } from '../../../../app/contract/contract-types.ts';
import type { CallHandlers } from '../../../../app/contract/handlers.ts';
import type { Inspection } from '../../../broker/inspect/inspection.ts';
import { clientList } from '../../../views/broker/client-list.ts';
import { collect } from '../../../views/broker/collect.ts';
import type { ListDefinition } from '../../../views/broker/list-definition.ts';
import { retainedList } from '../../../views/broker/retained-list.ts';
import { sessionList } from '../../../views/broker/session-list.ts';
import { subscriptionList } from '../../../views/broker/subscription-list.ts';
import { rowsThatFit, wholeTexts } from '../../../views/broker/whole-texts.ts';
import type { BrokerBook } from '../../broker/broker-book.ts';
import { brokerStopped } from '../../broker/broker-book.ts';

type WholeRows = CallOutput<'broker.rows.whole'>;

export function brokerRowCallHandlers(book: BrokerBook): Pick<CallHandlers, 'broker.rows.whole'> {
  return {
    'broker.rows.whole': async ({ list, keys }) => {
      const { broker } = book;
      if (broker === undefined) return brokerStopped;
      return success(await rowsOf(list, broker.inspection, keys, book));
    },
  };
}

function rowsOf(
  list: CallInput<'broker.rows.whole'>['list'],
  broker: Inspection,
  keys: readonly number[],
  book: BrokerBook,
): Promise<WholeRows> {
  switch (list) {
    case 'clients':
      return wholeRows(clientList(broker, book.rates), keys, book);
    case 'sessions':
      return wholeRows(sessionList(broker), keys, book);
    case 'subscriptions':
      return wholeRows(subscriptionList(broker), keys, book);
    case 'retained':
      return wholeRows(retainedList(broker), keys, book);
    default:
      return unreachable(list);
  }
}

/** As many of them as one answer carries. */
async function wholeRows<Item extends object>(
  list: ListDefinition<Item, unknown>,
  keys: readonly number[],
  { around }: BrokerBook,
): Promise<WholeRows> {
  const items = await collect(list, { kind: 'keys', keys: [...keys] }, around);
  const whole = items.map((item) => ({
    key: around.keys.keyOf(item),
    texts: wholeTexts(item, list.columns),
  }));
  return rowsThatFit(whole, mostWholeBytes);
}
