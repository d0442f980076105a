import type { PacketNames } from '../../app/contract/areas/history.ts';
import { useAppNow, useClient } from '../state/use-app.tsx';

/** Reads the names in a packet of the chosen source as they came; undefined where that fails, which is said. */
export function usePacketNames(): (sequence: number) => Promise<PacketNames | undefined> {
  const client = useClient();
  const now = useAppNow();
  return async (sequence) => {
    const { source } = now().selection;
    if (source === undefined) return undefined;
    const read = await client.call('packet.names', { source, sequence });
    now().tellFailure(read);
    return read.ok ? read.value : undefined;
  };
}
