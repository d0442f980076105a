import { useCallback, useEffect, useRef, useState } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import type { ListParams } from '../../app/contract/areas/broker/list.ts';
import type { Client, Watch } from '../../app/contract/connect.ts';
import type { WatchListener } from '../../app/contract/live-watch.ts';
import type { ListChoice } from '../state/broker-screen-slice.ts';
import { useClient } from '../state/use-app.tsx';
import type { TableWindow } from '../ui/table-window.ts';

export interface ListValue<Row> {
  readonly all: number;
  readonly matching: number;
  readonly from: number;
  readonly rows: readonly Row[];
  readonly isOrdering: boolean;
  readonly isStale: boolean;
}

/** Watches one of the broker's lists. */
export type WatchList<Row> = (
  client: Client,
  params: ListParams,
  listener: WatchListener<ListValue<Row>>,
) => Watch<ListParams>;

const noWindow: TableWindow = { from: 0, count: 0 };

/** The rows of a list that are on screen, kept current by the engine. */
export function useList<Row>(
  watch: WatchList<Row>,
  choice: ListChoice,
  { renewal, isStill }: Pick<ListParams, 'renewal' | 'isStill'>,
) {
  const client = useClient();
  const [value, setValue] = useState<ListValue<Row>>();
  const [problem, setProblem] = useState<ContractError>();
  const [window, setWindow] = useState(noWindow);
  const live = useRef<{ readonly watch: Watch<ListParams>; params: ListParams }>(undefined);
  const { filter, sort } = choice;

  const follow = useCallback(
    (params: ListParams): void => {
      if (live.current === undefined) {
        const ended = (error: ContractError): void => {
          live.current = undefined;
          setProblem(error);
        };
        live.current = { watch: watch(client, params, { value: setValue, ended }), params };
        return;
      }
      const before = live.current.params;
      live.current.params = params;
      // Only another window: rows of the one before are better than none.
      if (isSameList(before, params)) live.current.watch.move(params);
      else live.current.watch.update(params);
    },
    [client, watch],
  );
  useEffect(() => {
    if (window.count > 0) follow({ filter, sort, renewal, isStill, ...window });
  }, [follow, filter, sort, renewal, isStill, window]);
  useEffect(
    () => () => {
      live.current?.watch.stop();
      live.current = undefined;
    },
    [],
  );
  return { value, problem, setWindow };
}

function isSameList(one: ListParams, other: ListParams): boolean {
  return one.filter === other.filter && one.sort === other.sort && one.renewal === other.renewal;
}
