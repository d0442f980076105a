import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from '../files/json-file.ts';
import type { SelfTestOutcome } from './engine-messages.ts';
import { selfTestOutcome } from './engine-messages.ts';

const record = z.object({ electron: z.string(), at: z.string(), checks: selfTestOutcome });

function fileIn(folder: string): string {
  return join(folder, 'self-test.json');
}

/** Whether this Electron has not run here before: then it tests what it can do. */
export async function isFirstStart(folder: string, electron: string): Promise<boolean> {
  const { value } = await readJsonFile(fileIn(folder), record, Date.now);
  return value?.electron !== electron;
}

/** Keeps the outcome, so that the next start need not look again. */
export async function rememberSelfTest(
  folder: string,
  electron: string,
  checks: SelfTestOutcome,
): Promise<void> {
  await writeJsonFile(fileIn(folder), { electron, at: new Date().toISOString(), checks });
}

/** One line for a log. */
export function describeSelfTest(checks: SelfTestOutcome): string {
  const failed = checks.filter(({ ok }) => !ok);
  if (failed.length === 0) return `Self-test of this host: all ${checks.length} checks passed.`;
  const details = failed.map(({ name, detail }) => `${name}: ${detail}`).join('; ');
  return `Self-test of this host: ${failed.length} of ${checks.length} checks failed. ${details}`;
}
