import { hidesCharacters } from '../../app/filter/shown-text.ts';
import { useAppNow, useClient } from '../state/use-app.tsx';

/** What tells the topic of a message of the chosen source as it came: a row shows some characters by their numbers. */
export function useWholeTopic(): (shown: string, sequence: number) => Promise<string | undefined> {
  const client = useClient();
  const now = useAppNow();
  return async (shown, sequence) => {
    const { source } = now().selection;
    if (source === undefined || !hidesCharacters(shown)) return shown;
    const read = await client.call('packet.read', { source, sequence });
    now().tellFailure(read);
    return read.ok && read.value.type === 'publish' ? read.value.topic : undefined;
  };
}
