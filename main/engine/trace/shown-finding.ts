import { cutAt, shownName, visible } from '../../../app/base/visible.ts';
import type { ShortText } from '../../../app/contract/areas/common.ts';
import type { Finding } from '../../../app/contract/areas/trace/finding.ts';
import type { StoredFinding } from '../../trace/store/finding-book.ts';

/** A finding with its texts cut to what a list shows. */
export function shownFinding({ client, topic, what, ...rest }: StoredFinding): Finding {
  return {
    ...rest,
    client: shownName(client),
    topic: short(visible(topic)),
    what: cutAt(visible(what), 500),
  };
}

function short(text: string): ShortText {
  const cut = cutAt(text, 256);
  return { text: cut, cut: text.length - cut.length };
}
