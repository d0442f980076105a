import { useEffect, useRef, useState } from 'react';
import type { ContractError } from '../../app/contract/answer.ts';
import type { Watch } from '../../app/contract/connect.ts';
import type { FeedParams, FeedValue } from '../../app/contract/contract-types.ts';
import type { FeedName } from '../../app/contract/feeds.ts';
import { useClient } from './use-app.tsx';

/** What a feed said last. */
export interface Followed<N extends FeedName> {
  /** Of the parameters of now, or of those before until there is one. */
  readonly value: FeedValue<N> | undefined;
  readonly problem: ContractError | undefined;
}

const nothing = { value: undefined, problem: undefined };

/** Follows a feed that one panel alone shows, as long as it shows; undefined parameters follow nothing. */
export function useFeed<N extends FeedName>(name: N, params: FeedParams<N> | undefined): Followed<N> {
  const client = useClient();
  const [followed, setFollowed] = useState<Followed<N>>(nothing);
  const watch = useRef<Watch<FeedParams<N>>>(undefined);
  const latest = useRef(params);
  latest.current = params;
  const identity = params === undefined ? undefined : JSON.stringify(params);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the parameters are another object each time; their content counts
  useEffect(() => {
    const { current } = latest;
    if (current === undefined) {
      watch.current?.stop();
      watch.current = undefined;
      setFollowed(nothing);
    } else if (watch.current !== undefined) watch.current.update(current);
    else {
      watch.current = client.watch(name, current, {
        value: (value) => setFollowed({ value, problem: undefined }),
        ended: (problem) => {
          watch.current = undefined;
          setFollowed({ value: undefined, problem });
        },
      });
    }
  }, [client, name, identity]);
  useEffect(
    () => () => {
      watch.current?.stop();
      watch.current = undefined;
    },
    [],
  );
  return followed;
}
