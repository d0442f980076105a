import type { FindingsOptions } from './trace-options.ts';
import { exitCodes } from './trace-usage.ts';

export async function runFindings(
  _options: FindingsOptions,
  _signal: AbortSignal,
  tell: (line: string) => void,
): Promise<number> {
  tell('Findings are not kept yet.');
  return exitCodes.file;
}
