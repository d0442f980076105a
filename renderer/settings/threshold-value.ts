import { defaultThresholds, findingThresholds } from '../../app/contract/areas/trace/thresholds.ts';
import { texts } from '../texts/en.ts';

export type ThresholdName = keyof typeof texts.settings.thresholds.names;

function isName(name: string): name is ThresholdName {
  return name in texts.settings.thresholds.names;
}

/** In the order of the contract. */
export const thresholdNames: readonly ThresholdName[] = Object.keys(findingThresholds.shape).filter(isName);

/** What was typed as the value of a threshold; undefined where it cannot be one. */
export function thresholdValue(name: ThresholdName, text: string): number | string | undefined {
  const isNumber = typeof defaultThresholds[name] === 'number';
  if (isNumber && text.trim() === '') return undefined;
  const value = isNumber ? Number(text) : text.trim();
  const changed = findingThresholds.safeParse({ ...defaultThresholds, [name]: value });
  return changed.success ? changed.data[name] : undefined;
}
