import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { messageOf } from '../../app/base/message-of.ts';
import { writeWholeFile } from './whole-file.ts';

/** What was read: the value, or why there is none. A file that is not there is no problem. */
interface JsonRead<T> {
  readonly value: T | undefined;
  /** One sentence for the user: what was wrong with the file, and where it is kept now. */
  readonly problem: string | undefined;
}

/**
 * Reads a JSON file and checks it. One that is broken or cannot be read is moved aside to `<name>.broken-<time>`: the next
 * write puts another file in its place whatever it is, and would destroy what a person might still mend.
 */
export async function readJsonFile<T>(
  file: string,
  schema: z.ZodType<T>,
  now: () => number,
): Promise<JsonRead<T>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { value: undefined, problem: undefined };
    return {
      value: undefined,
      problem: await keepAside(file, `could not be read (${messageOf(error)})`, now),
    };
  }
  const checked = check(text, schema);
  if (checked.ok) return { value: checked.value, problem: undefined };
  return { value: undefined, problem: await keepAside(file, `was broken (${checked.why})`, now) };
}

/** Answers what is said to the user. */
async function keepAside(file: string, what: string, now: () => number): Promise<string> {
  const aside = `${file}.broken-${Math.floor(now())}`;
  try {
    await rename(file, aside);
  } catch (error) {
    return `${file} ${what} and could not be moved: ${messageOf(error)}`;
  }
  return `${path.basename(file)} ${what}. It is kept as ${aside}`;
}

/** Writes the value as a whole file, for this user alone. */
export function writeJsonFile(file: string, value: unknown): Promise<void> {
  return writeWholeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

function check<T>(text: string, schema: z.ZodType<T>): Checked<T> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return { ok: false, why: messageOf(error) };
  }
  const result = schema.safeParse(parsed);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  return {
    ok: false,
    why: issue === undefined ? 'not as expected' : `${issue.path.join('.')}: ${issue.message}`,
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
