import { readFile } from 'node:fs/promises';
import { messageOf } from '../../../app/base/message-of.ts';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure } from '../../../app/contract/answer.ts';
import type { BrokerConfig } from './broker-config.ts';
import { brokerConfig } from './broker-config.ts';
import { checkedJson } from './checked-json.ts';

/** Reads a configuration. */
export async function readBrokerConfig(file: string): Promise<Answer<BrokerConfig>> {
  try {
    return checkedJson(await readFile(file, 'utf8'), brokerConfig, file);
  } catch (error) {
    return failure('invalid', `${file} cannot be read: ${messageOf(error)}`);
  }
}
