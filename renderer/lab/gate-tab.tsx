import type { GateSettings, HeldType, LabState } from '../../app/contract/areas/lab.ts';
import { heldType, longestDelay } from '../../app/contract/areas/lab.ts';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import { reasonCodes } from '../../app/mqtt/reason-codes.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Select } from '../ui/select.tsx';
import { gateExpectation } from './expectations.ts';
import { Expected } from './expected.tsx';
import { hexCode } from './hex-code.ts';
import { useLabCall } from './use-lab-call.ts';
import { useTerms } from './use-terms.ts';

const words = texts.lab.gate;

/** No other code than the packet has anyway. */
const own = 'own';

const reasons = [
  { value: own, text: words.own },
  ...reasonCodes.puback.map(({ code, name }) => ({ value: String(code), text: `${hexCode(code)} ${name}` })),
];

/** What becomes of the acknowledgements that would go out. */
export function GateTab({ profile }: { readonly profile: Profile }) {
  const state = useApp((app) => app.lab.state);
  const setGate = useApp((app) => app.setGate);
  const terms = useTerms(profile);
  const { error, run } = useLabCall();
  if (state === undefined) return undefined;
  const { gate } = state;
  const change = (next: Partial<GateSettings>): void => run(setGate(profile.id, { ...gate, ...next }));
  const toggle = (type: HeldType, isHeld: boolean): void =>
    change({ holds: heldType.options.filter((one) => (one === type ? isHeld : gate.holds.includes(one))) });
  const is5 = profile.protocolVersion === 5;
  return (
    <div className="lab-body">
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <div className="lab-do">
        <span className="lab-word">{words.hold}</span>
        {heldType.options.map((type) => (
          <Checkbox
            key={type}
            label={words.types[type]}
            checked={gate.holds.includes(type)}
            onChange={(isHeld) => toggle(type, isHeld)}
          />
        ))}
      </div>
      <div className="lab-fields">
        <NumberField
          label={words.delay}
          unit={words.ms}
          value={gate.delayMs}
          min={0}
          max={longestDelay * 1_000}
          onChange={(delayMs) => change({ delayMs: delayMs ?? 0 })}
          problemText={words.delayProblem}
        />
        <Select
          label={is5 ? words.reason : `${words.reason} (${words.only5})`}
          value={gate.reasonCode === undefined ? own : String(gate.reasonCode)}
          options={reasons}
          disabled={!is5}
          onChange={(value) => change({ reasonCode: value === own ? undefined : Number(value) })}
        />
      </div>
      <Expected text={gateExpectation(terms, gate)} profile={profile} name="gate" />
      <HeldList profile={profile} state={state} />
    </div>
  );
}

function HeldList({ profile, state }: { readonly profile: Profile; readonly state: LabState }) {
  const release = useApp((app) => app.releaseAcknowledgements);
  const { error, run } = useLabCall();
  const { held, heldCount, overflow } = state;
  if (heldCount === 0) return <p className="lab-none">{words.none}</p>;
  return (
    <>
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <div className="lab-do">
        <span className="lab-word">{words.held}</span>
        <Button onClick={() => run(release(profile.id, undefined))}>{words.releaseAll}</Button>
      </div>
      <ul className="lab-held" aria-label={words.held}>
        {held.map(({ type, packetId, since, isDelayed }) => {
          const name = words.packet(words.types[type], packetId);
          return (
            <li key={`${name} ${since}`}>
              <code>{name}</code>
              {isDelayed ? (
                <span className="lab-late">{words.late}</span>
              ) : (
                <Button
                  kind="quiet"
                  aria-label={words.release(name)}
                  onClick={() => run(release(profile.id, { type, packetId }))}
                >
                  {words.releaseOne}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {heldCount > held.length ? <p>{words.more(heldCount - held.length)}</p> : undefined}
      {overflow === 0 ? undefined : <p role="status">{words.overflow(overflow)}</p>}
    </>
  );
}
