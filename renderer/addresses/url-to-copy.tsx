import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp } from '../state/use-app.tsx';
import { texts } from '../texts/en.ts';
import { IconButton } from '../ui/icon-button.tsx';

const words = texts.connect.broker;

interface UrlToCopyProps {
  readonly url: string;
  /** Between the URL and the button. */
  readonly children?: ReactNode;
}

/** What to type into a client, or to copy into it. */
export function UrlToCopy({ url, children }: UrlToCopyProps) {
  const copyText = useApp((state) => state.copyText);
  return (
    <>
      <code>{url}</code>
      {children}
      <IconButton name={words.copyUrl(url)} onClick={() => void copyText(url, words.url)}>
        <Copy aria-hidden="true" />
      </IconButton>
    </>
  );
}
