import type { z } from 'zod';
import { messageOf } from '../../../app/base/message-of.ts';
import type { Answer } from '../../../app/contract/answer.ts';
import { failure, success } from '../../../app/contract/answer.ts';
import { schemaFaults } from '../../../app/contract/schema-faults.ts';

/** The value of a JSON file; what is wrong with its text is said with its place and with what is expected there. */
export function checkedJson<T>(text: string, schema: z.ZodType<T>, file: string): Answer<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return failure('invalid', `${file} cannot be read as JSON: ${messageOf(error)}.`);
  }
  const checked = schema.safeParse(value);
  if (checked.success) return success(checked.data);
  return failure('invalid', `${file} is not as expected: ${schemaFaults(checked.error)}.`);
}
