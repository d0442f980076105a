import { X } from 'lucide-react';
import { plainText } from '../../app/base/plain-text.ts';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';

const words = texts.settings;

/** What is muted among the findings, each to be shown again. */
export function MuteList() {
  const mutes = useApp((state) => state.settings.findingMutes);
  const unmute = useApp((state) => state.unmuteFindings);
  if (mutes.length === 0) return <p className="field-hint">{words.noMutes}</p>;
  return (
    <ul className="mute-list" aria-label={words.mutes}>
      {mutes.map((rule, index) => {
        const text = plainText(texts.findings.muteRule(rule));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules may be the same
          <li key={index}>
            <span>{text}</span>
            <IconButton name={texts.findings.unmute(text)} onClick={() => void unmute(rule)}>
              <X aria-hidden="true" />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}
