import { useMemo } from 'react';
import { texts } from '../texts/en.ts';
import { imageType } from './decode-payload.ts';

const words = texts.inspect.payload;

interface PayloadImageProps {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** A payload as an image. As a data: URL: the page's policy lets no other image of this kind in. */
export function PayloadImage({ topic, payload }: PayloadImageProps) {
  const url = useMemo(() => dataUrl(payload), [payload]);
  return (
    <div className="payload-image">
      {url === undefined ? undefined : <img src={url} alt={words.imageAlt(topic)} />}
    </div>
  );
}

/** Only what a browser shows as a still image: never SVG, which is a document. */
function dataUrl(bytes: Uint8Array): string | undefined {
  const type = imageType(bytes);
  if (type === undefined) return undefined;
  const parts: string[] = [];
  // Arguments of a call are limited.
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return `data:${type};base64,${btoa(parts.join(''))}`;
}
