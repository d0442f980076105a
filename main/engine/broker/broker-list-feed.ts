import type { ListParams } from '../../../app/contract/areas/broker/list.ts';
import type { FeedSource } from '../../../app/contract/feed-source.ts';
import type { Inspection } from '../../broker/inspect/inspection.ts';
import type { ListDefinition } from '../../views/broker/list-definition.ts';
import { ListView } from '../../views/broker/list-view.ts';
import type { BrokerBook } from './broker-book.ts';

type ListFeed<Row extends { readonly isGone: boolean }> = FeedSource<
  ListParams,
  ReturnType<ListView<object, Row>['read']>
>;

/** A feed over one of the broker's lists; empty while there is no broker, and begun anew with another one. */
export function brokerListFeed<Item extends object, Row extends { readonly isGone: boolean }>(
  book: BrokerBook,
  first: ListParams,
  changed: () => void,
  definition: (inspection: Inspection) => ListDefinition<Item, Row>,
): ListFeed<Row> {
  let params = first;
  let view: ListView<Item, Row> | undefined;
  let broker: Inspection | undefined;
  const stop = book.host.onChange(changed);
  const { around } = book;
  const viewOfNow = (): ListView<Item, Row> | undefined => {
    const { inspection } = book;
    if (inspection === broker) return view;
    view?.close();
    broker = inspection;
    view =
      inspection === undefined ? undefined : new ListView(definition(inspection), params, changed, around);
    return view;
  };
  return {
    update: (next) => {
      params = next;
      viewOfNow()?.update(next);
    },
    read: () => viewOfNow()?.read() ?? empty,
    close: () => {
      stop();
      view?.close();
    },
  };
}

const empty = { all: 0, matching: 0, from: 0, rows: [], isOrdering: false, isStale: false };
