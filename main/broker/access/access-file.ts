import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../../app/base/message-of.ts';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import { schemaFaults } from '../../../app/contract/schema-faults.ts';
import { writeJsonFile } from '../../files/json-file.ts';
import { checkedJson } from '../config/checked-json.ts';
import type { AccessConfig } from './access-config.ts';
import { accessConfig } from './access-config.ts';

export function accessFileIn(dataFolder: string): string {
  return path.join(dataFolder, 'access.json');
}

/**
 * Users and rules as they are kept; undefined if there is no file. A file that cannot be read is a failure: nobody may
 * get in because of it.
 */
export async function readAccessFile(file: string): Promise<Answer<AccessConfig | undefined>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return success(undefined);
    return failure('failed', `${file} cannot be read: ${messageOf(error)}.`);
  }
  return checkedJson(text, accessConfig, file);
}

/**
 * Whole or not at all, and for its owner alone. What could not be read again is `invalid` and not written: the broker
 * would not start any more.
 */
export async function writeAccessFile(
  file: string,
  config: AccessConfig,
): Promise<Answer<Record<string, never>>> {
  const checked = accessConfig.safeParse(config);
  if (!checked.success) {
    return failure('invalid', `Users and rules cannot be so: ${schemaFaults(checked.error)}.`);
  }
  try {
    await writeJsonFile(file, checked.data);
  } catch (error) {
    return failure('failed', `Users and rules cannot be stored in ${file}: ${messageOf(error)}.`);
  }
  return success({});
}
