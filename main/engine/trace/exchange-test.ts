import type { StoredUnits } from '../../history/stored-units.ts';
import type { ExchangeTest } from '../../trace/store/list-view.ts';
import { allExchanges } from '../../trace/store/list-view.ts';
import type { ListChoice } from './trace-messages.ts';

/** Which exchanges a list shows. */
export function exchangeTest(choice: ListChoice, _units: StoredUnits): ExchangeTest {
  return allExchanges(choice.deliveries);
}
