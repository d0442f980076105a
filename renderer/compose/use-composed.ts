import { useMemo } from 'react';
import { composeMessage } from '../state/compose-message.ts';
import { speaks5 } from '../state/composer-slice.ts';
import { useApp } from '../state/use-app.tsx';

/** What is typed as a message, whatever its topic, or what is wrong with it. */
export function useComposed(): ReturnType<typeof composeMessage> {
  const composer = useApp((state) => state.composer);
  const is5 = useApp(speaks5);
  const { topic, format, text, qos, retain, properties } = composer;
  return useMemo(
    () => composeMessage({ topic: topic === '' ? 'x' : topic, format, text, qos, retain, properties }, is5),
    [topic, format, text, qos, retain, properties, is5],
  );
}
