import { useApp, useAppNow } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';

const words = texts.connect.broker;

/** Stops the broker; with clients on it, says how many first. */
export function useStopBroker(): () => Promise<void> {
  const now = useAppNow();
  const ask = useApp((state) => state.ask);
  const stop = useApp((state) => state.stopBroker);
  return async () => {
    const clients = now().broker?.clients ?? 0;
    const question = { title: words.stopTitle, text: words.stopText(clients), action: words.stop };
    if (clients === 0 || (await ask({ ...question, isDangerous: true }))) await stop();
  };
}
