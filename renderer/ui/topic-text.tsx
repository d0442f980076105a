import './topic-text.css';

/** A topic in a narrow place: its last level stays, what leads to it is cut first. */
export function TopicText({ text, cut }: { readonly text: string; readonly cut: number }) {
  // A topic cut at its end has lost its last level already.
  const slash = cut > 0 ? -1 : text.lastIndexOf('/');
  return (
    <span className="topic-text">
      <span className="topic-lead ellipsis">{slash < 0 ? text : text.slice(0, slash)}</span>
      {slash < 0 ? undefined : <span className="topic-last ellipsis">{text.slice(slash)}</span>}
      {cut > 0 ? '…' : undefined}
    </span>
  );
}
