import { shownName } from '../../app/base/visible.ts';
import type { PacketNames } from '../../app/contract/areas/history.ts';
import { isClientOtherwise, isTopicOtherwise } from '../../app/filter/shown-text.ts';
import type { Exchange } from './row-texts.ts';

/** Whether a row shows a name otherwise than it is. */
export function hidesNames({ client, what, filters = [] }: Exchange): boolean {
  return (
    isClientOtherwise(client) ||
    isTopicOtherwise(what) ||
    filters.some(({ filter }) => isTopicOtherwise(filter))
  );
}

/** The exchange with the names of its first packet, as far as they are known. */
export function wholeExchange<Row extends Exchange>(row: Row, names: PacketNames): Row {
  const isMessage = row.kind === 'publish' || row.kind === 'delivery';
  const what = isMessage ? names.topic : names.filters[0];
  return {
    ...row,
    // A packet may be of another client than the exchange.
    client: shownName(names.client) === row.client ? names.client : row.client,
    what: what === undefined || what === '' ? row.what : { text: what, cut: 0 },
    filters: row.filters?.map((asked, index) => {
      const text = names.filters[index];
      return text === undefined ? asked : { ...asked, filter: { text, cut: 0 } };
    }),
  };
}
