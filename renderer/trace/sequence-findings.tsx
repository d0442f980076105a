import type { Finding } from '../../app/contract/areas/trace/finding.ts';
import { findingTexts } from '../../app/contract/areas/trace/finding-texts.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { findingIcons } from './finding-icons.ts';

const words = texts.findings;

/** What was found in the exchange above, and what that usually means; each leads to the list of its kind. */
export function SequenceFindings({ findings }: { readonly findings: readonly Finding[] }) {
  const show = useApp((state) => state.showFindings);
  if (findings.length === 0) return undefined;
  return (
    <ul className="sequence-findings" aria-label={words.ofExchange}>
      {findings.map(({ id, kind, weight, what }) => {
        const Icon = findingIcons[weight];
        return (
          <li key={id}>
            <button type="button" className="sequence-finding" onClick={() => show(kind)}>
              <Icon className={`finding-icon finding-${weight}`} aria-hidden="true" />
              <span className="visually-hidden">{words.weights[weight]}</span>
              <span className="finding-text">
                <span className={`finding-${weight}`}>
                  <strong>{findingTexts[kind].title}</strong>
                  {`: ${what}`}
                </span>
                <span className="finding-what">{findingTexts[kind].means}</span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
