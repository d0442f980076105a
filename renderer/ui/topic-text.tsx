import { isolatedLevels } from '../../app/base/isolated.ts';
import './topic-text.css';

/** A topic in a narrow place: what it begins with is cut first, as topics differ in what they end with. */
export function TopicText({ text, cut }: { readonly text: string; readonly cut: number }) {
  // A topic cut at its end has lost its last level already.
  const slash = cut > 0 ? -1 : text.lastIndexOf('/');
  return (
    <span className="topic-text ellipsis">
      {/* The place runs from right to left, so that it is cut on the left; the topic does not. */}
      <bdi dir="ltr">
        {isolatedLevels(slash < 0 ? text : text.slice(0, slash))}
        {slash < 0 ? undefined : <span className="topic-last">{text.slice(slash)}</span>}
        {cut > 0 ? '…' : undefined}
      </bdi>
    </span>
  );
}
