import { memo } from 'react';
import { texts } from '../texts/en.ts';
import { jsonTokens } from './json-tokens.ts';
import './payload-preview.css';

interface PayloadPreviewProps {
  readonly text: string;
  /** Characters missing at the end. */
  readonly cut: number;
  readonly binary: boolean;
  /** Without colours: a piece of text costs the page a tenth of what its tokens do. */
  readonly isPlain?: boolean;
}

/** One line of a payload, coloured where it looks like JSON. */
export const PayloadPreview = memo(function PayloadPreview({
  text,
  cut,
  binary,
  isPlain = false,
}: PayloadPreviewProps) {
  if (text === '') return <span className="preview-empty">{texts.explore.history.emptyPayload}</span>;
  const tokens = binary || isPlain ? [{ kind: 'other', text } as const] : jsonTokens(text);
  return (
    <span className="preview" title={cut > 0 ? texts.explore.tree.cut(cut) : undefined}>
      {binary ? <span className="preview-binary">{texts.explore.history.hex}</span> : undefined}
      {tokens.map((token, index) =>
        token.kind === 'other' ? (
          token.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no identity but their place
          <span key={index} className={`json-${token.kind}`}>
            {token.text}
          </span>
        ),
      )}
      {cut > 0 ? '…' : undefined}
    </span>
  );
});
