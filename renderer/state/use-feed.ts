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
  /** The value answers the parameters of now. */
  readonly isOfNow: boolean;
}

/** What came, and the parameters that it answers. */
interface Told<N extends FeedName> extends Omit<Followed<N>, 'isOfNow'> {
  readonly identity: string | undefined;
}

const nothing = { value: undefined, problem: undefined, identity: undefined };

/** Follows a feed that one panel alone shows, as long as it shows; undefined parameters follow nothing. */
export function useFeed<N extends FeedName>(name: N, params: FeedParams<N> | undefined): Followed<N> {
  const client = useClient();
  const [told, setTold] = useState<Told<N>>(nothing);
  const watch = useRef<Watch<FeedParams<N>>>(undefined);
  const latest = useRef(params);
  latest.current = params;
  const asked = useRef<string>(undefined);
  const identity = params === undefined ? undefined : JSON.stringify(params);

  useEffect(() => {
    const { current } = latest;
    asked.current = identity;
    if (current === undefined) {
      watch.current?.stop();
      watch.current = undefined;
      setTold(nothing);
    } else if (watch.current !== undefined) watch.current.update(current);
    else {
      watch.current = client.watch(name, current, {
        value: (value) => setTold({ value, problem: undefined, identity: asked.current }),
        ended: (problem) => {
          watch.current = undefined;
          setTold({ value: undefined, problem, identity: asked.current });
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
  const { value, problem } = told;
  return { value, problem, isOfNow: told.identity === identity };
}
