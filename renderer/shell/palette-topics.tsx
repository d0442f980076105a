import { Command as Cmdk } from 'cmdk';
import { useEffect, useState } from 'react';
import { useApp, useClient } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

/** The topics seen that begin with what is typed. */
export function PaletteTopics({ text }: { readonly text: string }) {
  const client = useClient();
  const source = useApp((state) => state.selection.source);
  const close = useApp((state) => state.closeDialog);
  const goToTopic = useApp((state) => state.goToTopic);
  const [topics, setTopics] = useState<readonly string[]>([]);

  useEffect(() => {
    const asked = new AbortController();
    if (source === undefined || text === '') {
      setTopics([]);
    } else {
      void client.call('tree.complete', { source, text }, asked.signal).then((answer) => {
        if (!asked.signal.aborted) setTopics(answer.ok ? answer.value.topics : []);
      });
    }
    return () => asked.abort();
  }, [client, source, text]);

  if (topics.length === 0) return undefined;
  return (
    <Cmdk.Group heading={texts.shell.palette.topics}>
      {topics.map((topic) => (
        <Cmdk.Item
          key={topic}
          value={`topic.${topic}`}
          className="mono"
          onSelect={() => {
            close();
            void goToTopic(topic);
          }}
        >
          <span className="ellipsis">{topic}</span>
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  );
}
