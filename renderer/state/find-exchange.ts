import type { Answer } from '../../app/contract/answer.ts';
import { success } from '../../app/contract/answer.ts';
import type { SourceId } from '../../app/contract/areas/common.ts';
import type { Client } from '../../app/contract/connect.ts';

/** Milliseconds to wait before asking again: what was just stored is traced a moment later. */
const waits = [100, 200, 400, 800];

interface PacketPlace {
  readonly source: SourceId;
  readonly sequence: number;
}

/** The exchange that a packet belongs to; undefined when after a while none is known. */
export async function findExchange(
  client: Client,
  { source, sequence }: PacketPlace,
  signal?: AbortSignal,
): Promise<Answer<number | undefined>> {
  for (let turn = 0; ; turn += 1) {
    const answer = await client.call('trace.of', { source, sequence }, signal);
    if (!answer.ok) return answer;
    const wait = waits[turn];
    if (answer.value.exchange !== undefined || wait === undefined || signal?.aborted === true)
      return success(answer.value.exchange);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
