import type { FindingsValue } from '../../app/contract/areas/trace/trace.ts';
import { texts } from '../texts/en.ts';
import { Button } from '../ui/button.tsx';
import type { FindingPages } from './use-findings.ts';

const words = texts.findings;

interface FindingsFootProps {
  readonly value: FindingsValue;
  readonly pages: FindingPages;
  readonly onTurn: (turn: () => void) => void;
}

/** The way to older ones, a page at a time. */
export function FindingsFoot({ value, pages, onTurn }: FindingsFootProps) {
  if (pages.isFirst && value.cut === 0) return undefined;
  const { newer, cut, findings } = value;
  return (
    <div className="findings-foot">
      <span role="status">
        {words.page(newer + 1, newer + findings.length, newer + findings.length + cut)}
      </span>
      <Button kind="quiet" disabled={pages.isFirst} onClick={() => onTurn(pages.showNewer)}>
        {words.newer}
      </Button>
      <Button kind="quiet" disabled={cut === 0} onClick={() => onTurn(pages.showOlder)}>
        {words.older}
      </Button>
    </div>
  );
}
