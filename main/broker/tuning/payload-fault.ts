import { isUtf8 } from 'node:buffer';
import type { Tuning } from '../../../app/contract/areas/broker/tuning.ts';
import type { Properties } from '../../../app/mqtt/properties.ts';

/** Bytes of the longest JSON that is looked at: a longer one would keep the others waiting. */
const longestJson = 1_048_576;

/** What of a message is not what it says about itself, as far as its client is tuned to be checked; one sentence. */
export function payloadFault(
  payload: Uint8Array,
  properties: Properties,
  tuning: Tuning,
): string | undefined {
  const { payloadFormatIndicator, contentType } = properties;
  if (tuning.checkPayloadFormat && payloadFormatIndicator === 1 && !isUtf8(payload)) {
    return 'The payload is not the UTF-8 that its Payload Format Indicator says.';
  }
  return tuning.checkContentType && contentType !== undefined
    ? contentFault(payload, contentType)
    : undefined;
}

function contentFault(payload: Uint8Array, contentType: string): string | undefined {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase());
  if (!/^[^\s/]+\/[^\s/]+$/.test(type))
    return `The content type "${contentType.slice(0, 100)}" is no media type.`;
  if (type === 'application/json' || type.endsWith('+json')) {
    return isJson(payload) ? undefined : 'The payload is not the JSON that its content type says.';
  }
  const isOtherCharset = parameters.some((part) => /^charset=(?!"?(?:utf-8|us-ascii)"?$)/.test(part));
  if (!type.startsWith('text/') || isOtherCharset || isUtf8(payload)) return undefined;
  return 'The payload is not the text in UTF-8 that its content type says.';
}

function isJson(payload: Uint8Array): boolean {
  if (payload.length > longestJson) return true;
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    return true;
  } catch {
    // Neither decoder nor parser has another way to say no.
    return false;
  }
}
