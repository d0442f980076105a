import { useEffect, useState } from 'react';
import { useApp, useClient } from './use-app.tsx';

const none: readonly string[] = [];

/** The topics seen that begin with the text, while they are wanted. */
export function useCompletions(text: string, isWanted: boolean): readonly string[] {
  const client = useClient();
  const source = useApp((state) => state.selection.source);
  const [topics, setTopics] = useState(none);
  useEffect(() => {
    if (!isWanted || source === undefined || text === '') {
      setTopics(none);
      return undefined;
    }
    const asked = new AbortController();
    void client.call('tree.complete', { source, text }, asked.signal).then((answer) => {
      if (asked.signal.aborted) return;
      // A completion that is there already is none.
      setTopics(answer.ok ? answer.value.topics.filter((topic) => topic !== text) : none);
    });
    return () => asked.abort();
  }, [client, source, text, isWanted]);
  return topics;
}
