import { useRef } from 'react';
import type { Profile } from '../../app/contract/areas/profiles.ts';
import type { Qos } from '../../app/mqtt/packet.ts';
import { checkTopicName } from '../../app/mqtt/topic.ts';
import type { LabDraft } from '../state/lab-draft.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { NumberField } from '../ui/number-field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { TextField } from '../ui/text-field.tsx';
import { focusWrongNumber } from '../ui/wrong-number.ts';
import { publishExpectation } from './expectations.ts';
import { Expected } from './expected.tsx';
import { useLabCall } from './use-lab-call.ts';
import { useLabDraft } from './use-lab-draft.ts';
import { useTerms } from './use-terms.ts';

const words = texts.lab.message;

const qosOptions = [
  { value: '0', text: '0' },
  { value: '1', text: '1' },
  { value: '2', text: '2' },
] as const;

const qosOf: Readonly<Record<'0' | '1' | '2', Qos>> = { '0': 0, '1': 1, '2': 2 };

/** A PUBLISH with a packet identifier of one's choice. */
export function MessageTab({ profile }: { readonly profile: Profile }) {
  const act = useApp((state) => state.actInLab);
  const isUp = useApp((state) => state.connection?.state.kind === 'connected');
  const { error, run } = useLabCall();
  const [draft, change] = useLabDraft(profile.id);
  const { topic, payload, qos, packetId, dup, retain, releases } = draft;
  const problem = topic === '' ? undefined : checkTopicName(topic)?.message;
  const canSend = isUp && topic !== '' && problem === undefined && packetId !== undefined;
  const expected = publishExpectation(useTerms(profile), {
    qos: qosOf[qos],
    packetId: packetId ?? 0,
    dup,
    retain,
    isEmpty: payload === '',
    releases,
  });
  const form = useRef<HTMLDivElement>(null);
  const send = (): void => {
    if (focusWrongNumber(form.current)) return;
    const bytes = new TextEncoder().encode(payload);
    const message = { topic, payload: bytes, qos: qosOf[qos], retain, properties: {} };
    if (packetId !== undefined) run(act(profile.id, { do: 'publish', message, packetId, dup, releases }));
  };
  return (
    <div ref={form} className="lab-body">
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <Fields draft={draft} change={change} problem={problem} />
      <div className="lab-do">
        <Flags draft={draft} change={change} />
        <Button kind="primary" disabled={!canSend} onClick={send}>
          {words.send}
        </Button>
      </div>
      <Expected text={expected} profile={profile} name="publish" />
    </div>
  );
}

interface PartProps {
  readonly draft: LabDraft;
  readonly change: (changed: Partial<LabDraft>) => void;
}

function Fields({ draft, change, problem }: PartProps & { readonly problem: string | undefined }) {
  return (
    <div className="lab-fields">
      <TextField
        label={words.topic}
        mono
        value={draft.topic}
        onChange={(topic) => change({ topic })}
        problem={problem}
      />
      <TextField
        label={words.payload}
        mono
        value={draft.payload}
        onChange={(payload) => change({ payload })}
      />
      <NumberField
        label={words.id}
        value={draft.packetId}
        min={1}
        max={65_535}
        onChange={(packetId) => change({ packetId })}
        problemText={words.idProblem}
        disabled={draft.qos === '0'}
      />
    </div>
  );
}

function Flags({ draft: { qos, retain, dup, releases }, change }: PartProps) {
  return (
    <>
      <span className="lab-word">{words.qos}</span>
      <Segmented
        label={words.qos}
        value={qos}
        options={qosOptions}
        onChange={(chosen) => change({ qos: chosen })}
      />
      <Checkbox label={words.retain} checked={retain} onChange={(isSet) => change({ retain: isSet })} />
      <Checkbox label={words.dup} checked={dup} onChange={(isSet) => change({ dup: isSet })} />
      <Checkbox
        label={words.releases}
        checked={releases}
        onChange={(isSet) => change({ releases: isSet })}
        disabled={qos !== '2'}
      />
    </>
  );
}
