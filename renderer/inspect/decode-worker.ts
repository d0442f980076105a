import type { DecodeRequest } from './decode-payload.ts';
import { decodePayload } from './decode-payload.ts';

/** Decodes payloads off the page's thread, in the order in which they come. */
self.addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  self.postMessage(decodePayload(event.data));
});
