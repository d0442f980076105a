import type { z } from 'zod';

type Issue = z.ZodError['issues'][number];

/** As many faults as fit into a sentence that is still read. */
const toldFaults = 5;

/** What zod calls the kinds of values, in words of who writes a file. */
const kinds: Readonly<Record<string, string>> = {
  object: 'an object in { }',
  record: 'an object in { }',
  array: 'a list in [ ]',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

/** What is wrong with a value, each with its place: `listeners[0].port: expected a number, found a text`. */
export function schemaFaults({ issues }: z.ZodError): string {
  const faults = issues.slice(0, toldFaults).map((issue) => `${placeOf(issue.path)}: ${faultOf(issue)}`);
  const more = issues.length > toldFaults ? ` and ${issues.length - toldFaults} more` : '';
  return `${faults.join('; ')}${more}`;
}

function placeOf(path: readonly PropertyKey[]): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return text === '' ? 'the file' : text.replace(/^\./, '');
}

/** Without the schema's own words; our own rules say themselves what they want. */
function faultOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return wrongKind(issue.expected, issue.message);
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not known here`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : issue.message;
    case 'too_small':
      return tooSmall(issue.origin, issue.minimum);
    case 'too_big':
      return `expected at most ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return issue.message;
  }
}

function wrongKind(expected: string, message: string): string {
  const found = /received (\w+)$/.exec(message)?.[1] ?? '';
  if (found === 'undefined') return `it is missing; expected ${kindOf(expected)}`;
  return found === expected || expected === 'int'
    ? `expected ${kindOf(expected)}`
    : `expected ${kindOf(expected)}, found ${kindOf(found)}`;
}

function kindOf(name: string): string {
  return kinds[name] ?? name;
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.length === 1 ? `expected ${texts[0]}` : `expected one of ${texts.join(', ')}`;
}

function tooSmall(origin: string, minimum: number | bigint): string {
  if (origin === 'string' && Number(minimum) === 1) return 'it is empty';
  return `expected at least ${minimum}${unitOf(origin)}`;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
