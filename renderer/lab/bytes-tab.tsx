import type { Profile } from '../../app/contract/areas/profiles.ts';
import { parseHex } from '../state/parse-hex.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import { ErrorBox } from '../ui/error-box.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { BuildForm } from './build-form.tsx';
import { Expected } from './expected.tsx';
import { judgeBytes } from './judge-bytes.ts';
import { useLabCall } from './use-lab-call.ts';
import { useLabDraft } from './use-lab-draft.ts';
import { useTerms } from './use-terms.ts';

const words = texts.lab.raw;

/** The most that one call takes. */
const mostBytes = 262_144;

/** Bytes that go out as they are, typed or built from fields. */
export function BytesTab({ profile }: { readonly profile: Profile }) {
  const act = useApp((state) => state.actInLab);
  const isUp = useApp((state) => state.connection?.state.kind === 'connected');
  const terms = useTerms(profile);
  const { error, run } = useLabCall();
  const [{ hex }, change] = useLabDraft(profile.id);
  const setHex = (typed: string): void => change({ hex: typed });
  const parsed = parseHex(hex);
  const problem = parsed.ok
    ? parsed.bytes.length > mostBytes
      ? words.tooLong(mostBytes)
      : undefined
    : parsed.why === 'odd'
      ? words.odd
      : words.digit(parsed.position);
  const bytes = parsed.ok && problem === undefined ? parsed.bytes : new Uint8Array(0);
  return (
    <div className="lab-body">
      {error === undefined ? undefined : <ErrorBox message={error.message} advice={error.advice} />}
      <BuildForm profile={profile} onBuilt={(built) => setHex(hexOf(built))} />
      <TextArea
        label={words.hex}
        mono
        rows={3}
        value={hex}
        placeholder={words.placeholder}
        onChange={setHex}
        problem={problem}
      />
      <div className="lab-do">
        <Button
          kind="primary"
          disabled={!isUp || bytes.length === 0}
          onClick={() => run(act(profile.id, { do: 'send', bytes }))}
        >
          {words.send}
        </Button>
        <Expected text={judgeBytes(bytes, terms)} profile={profile} name="send" />
      </div>
    </div>
  );
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
