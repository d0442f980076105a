/** How a million topics hang together. */
export type Shape = 'deep' | 'flat';

export function isShape(text: string): text is Shape {
  return text === 'deep' || text === 'flat';
}

/** All topics are below this level, so that its row counts them all. */
export const first = 'plant';
export const levels = `${first}/${Array.from({ length: 199 }, (_, level) => `level-${level}`).join('/')}`;
export const slashes = `${first}${'/'.repeat(65_535 - first.length)}`;
/** Says more than all others, so that by messages the last branch by name becomes the first. */
export function busiest(shape: Shape): string {
  return shape === 'flat' ? `${first}/zz-busiest` : `${first}/site9/zz-busiest`;
}
/** Messages of the busiest topic, which come before all others: what the app needs for any load is there by then. */
export const warm = 300_000;
/** What comes after the million: each is a topic. */
export const strange = 2;

export function topicOf(shape: Shape, number: number): string {
  if (shape === 'flat') return `${first}/device-${String(number).padStart(7, '0')}`;
  const level = (size: number, before: number) => Math.floor(number / before) % size;
  return `${first}/site${level(10, 1)}/area${level(20, 10)}/line${level(50, 200)}/cell${Math.floor(number / 10_000)}`;
}

/** What stands first below `first` when siblings are sorted by messages. */
export function firstByMessages(shape: Shape): string {
  return shape === 'flat' ? 'zz-busiest' : 'site9';
}
