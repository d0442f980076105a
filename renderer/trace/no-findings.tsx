import type { FindingKind } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import type { FindingsValue } from '../../app/contract/areas/trace/trace.ts';
import { texts } from '../texts/en.ts';
import { Empty } from '../ui/empty.tsx';

const words = texts.findings;

interface NoFindingsProps {
  readonly value: FindingsValue;
  readonly kind: FindingKind | undefined;
}

/** Why none is listed. */
export function NoFindings({ value, kind }: NoFindingsProps) {
  if (value.problem !== undefined) return <Empty title={value.problem.message} />;
  if (value.counting === true) return <Empty title={words.counting} />;
  // How many that are stands above the list.
  if (value.filtered > 0) return <Empty title={words.noneFiltered} />;
  return (
    <Empty title={kind === undefined ? words.none : words.noneOf}>
      <p>{kind === undefined ? words.noneAdvice : findingTexts[kind].means}</p>
    </Empty>
  );
}
