import type { Random } from './random.ts';

/** Texts of each length in UTF-8, characters that tempt a decoder to change them, and a byte order mark. */
const pieces = [
  'a',
  'b',
  'temperature',
  '0',
  ' ',
  '~',
  'é',
  'ß',
  '€',
  '語',
  '\uFEFF',
  '\uFFFD',
  '😀',
  '\u{10FFFF}',
  '\u0001',
  'e\u0301',
] as const;
const levels = [
  'plant',
  'line1',
  'a',
  '',
  '$SYS',
  '😀',
  'ü',
  'very-long-name-of-a-machine-in-some-hall',
  '語',
] as const;

/** Text of up to so many pieces; now and then a long one. */
export function randomText(random: Random, atMost: number): string {
  const count = random.oneIn(200) ? 3000 : random.below(atMost + 1);
  let text = '';
  for (let index = 0; index < count; index += 1) text += random.pick(pieces);
  return text;
}

/** Bytes of up to a length; now and then many. */
export function randomBytes(random: Random, atMost: number): Uint8Array {
  return random.bytes(random.oneIn(200) ? 20_000 : random.below(atMost + 1));
}

export function randomTopicName(random: Random): string {
  return randomLevels(random).join('/');
}

export function randomTopicFilter(random: Random): string {
  const filter = randomLevels(random).map((level) => (random.oneIn(4) ? '+' : level));
  if (random.oneIn(4)) filter.push('#');
  if (random.oneIn(6)) filter.unshift('$share', 'group');
  return filter.join('/');
}

/** The first is not empty, so that the topic is not. */
function randomLevels(random: Random): string[] {
  const rest = Array.from({ length: random.below(5) }, () => random.pick(levels));
  return [random.pick(['a', 'plant', '$SYS', 'ü']), ...rest];
}
