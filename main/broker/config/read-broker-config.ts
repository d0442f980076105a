import { readFile } from 'node:fs/promises';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import { messageOf } from '../../files/json-file.ts';
import type { BrokerConfig } from './broker-config.ts';
import { brokerConfig } from './broker-config.ts';
import { schemaFaults } from './schema-faults.ts';

/** Reads a configuration; what is wrong is said with its place and with what is expected there. */
export async function readBrokerConfig(file: string): Promise<Answer<BrokerConfig>> {
  try {
    return checkBrokerConfig(JSON.parse(await readFile(file, 'utf8')), file);
  } catch (error) {
    return failure('invalid', `${file} cannot be read as JSON: ${messageOf(error)}`);
  }
}

function checkBrokerConfig(value: unknown, file: string): Answer<BrokerConfig> {
  const checked = brokerConfig.safeParse(value);
  if (checked.success) return success(checked.data);
  return failure('invalid', `${file} is not as expected: ${schemaFaults(checked.error)}.`);
}
