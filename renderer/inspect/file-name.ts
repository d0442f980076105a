import { timeOfDay } from '../texts/time.ts';
import { imageType, sniff } from './decode-payload.ts';

const endings = { json: 'json', text: 'txt', hex: 'bin' } as const;

/** A name for the file of a payload: the end of its topic as far as it is harmless, its time, and what it looks like. */
export function fileNameOf(topic: string, time: number, payload: Uint8Array): string {
  const safe = topic
    .replace(/[^A-Za-z0-9_-]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(-60);
  const clock = timeOfDay(time).replace(/[:.]/g, '-');
  return `${safe === '' ? 'payload' : safe}_${clock}.${endingOf(payload)}`;
}

function endingOf(payload: Uint8Array): string {
  const image = imageType(payload);
  if (image !== undefined) return image === 'image/png' ? 'png' : 'jpg';
  const format = sniff(payload);
  return format === 'image' ? 'bin' : endings[format];
}
