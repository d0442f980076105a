import type { z } from 'zod';

/** As many faults as fit into a sentence that is still read. */
const toldFaults = 5;

/** What is wrong with a value, each with its place: `listeners[0].port: Invalid input`. */
export function schemaFaults({ issues }: z.ZodError): string {
  const faults = issues.slice(0, toldFaults).map(({ path, message }) => `${placeOf(path)}: ${message}`);
  const more = issues.length > toldFaults ? ` and ${issues.length - toldFaults} more` : '';
  return `${faults.join('; ')}${more}`;
}

function placeOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}
