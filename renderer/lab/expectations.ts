import type { GateSettings } from '../../app/contract/areas/lab.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import { reasonName } from '../../app/mqtt/reason-codes.ts';
import { texts } from '../texts/en.ts';
import { hexCode } from './hex-code.ts';

const words = texts.lab;

/** Whether the broker keeps the session when the connection is gone (clauses 3.1.2.4 and 3.1.2.11.2). */
export function keepsSession({ protocolVersion, cleanStart, sessionExpiry }: Profile): boolean {
  return protocolVersion === 5 ? sessionExpiry > 0 : !cleanStart;
}

/** What becomes of the session meanwhile, as part of a sentence. */
export function sessionFate(profile: Profile): string {
  if (!keepsSession(profile)) return words.session.gone;
  return words.session.kept(profile.protocolVersion === 5 ? profile.sessionExpiry : undefined);
}

/** What should come of a gate, sentence by sentence. */
export function gateExpectation({ holds, delayMs, reasonCode }: GateSettings): string {
  const said = [
    ...(holds.length === 0
      ? []
      : [words.gate.expectHold(holds.map((type) => words.gate.types[type]).join(', '))]),
    ...(delayMs === 0 ? [] : [words.gate.expectLate(delayMs)]),
    ...(reasonCode === undefined
      ? []
      : [words.gate.expectReason(`${hexCode(reasonCode)} ${reasonName('puback', reasonCode, 5)}`)]),
  ];
  return said.length === 0 ? words.gate.expectOpen : said.join(' ');
}
