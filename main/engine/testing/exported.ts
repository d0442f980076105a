import { z } from 'zod';
import type { SourceId } from '../../../app/contract/areas/common.ts';
import type { ExportFormat, ExportOf, ExportProgress } from '../../../app/contract/areas/exports.ts';
import type { Client } from '../../../app/contract/connect.ts';

/** Exports as a window does. */
export async function exported(client: Client, source: SourceId, format: ExportFormat, of: ExportOf) {
  const begun = await client.call('export.begin', { source, format, of });
  if (!begun.ok || begun.value.kind !== 'begun') throw new Error(JSON.stringify(begun));
  const { job, fileName } = begun.value;
  const parts: Uint8Array[] = [];
  let progress: ExportProgress | undefined;
  for (let isEnd = false; !isEnd; ) {
    const read = await client.call('export.read', { job });
    if (!read.ok) throw new Error(read.error.message);
    parts.push(read.value.bytes);
    ({ isEnd, progress } = read.value);
  }
  return { file: Buffer.concat(parts), fileName, progress };
}

/** What stands in a file of lines of JSON. */
export const lines = (file: Uint8Array) =>
  Buffer.from(file)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line)));
