import type { AppStore } from './state/app-state.ts';
import { readPlace } from './state/place.ts';
import { placeOf } from './state/place-slice.ts';

const key = 'topicscope-place';

/**
 * Goes where this window was before its page was loaded again, and keeps where it is when the page goes. Each window
 * has its own, for as long as it is there.
 */
export function keepPlace(store: AppStore): { readonly forget: () => void } {
  const leaving = new AbortController();
  const kept = stored(() => sessionStorage.getItem(key));
  const place = typeof kept === 'string' ? readPlace(kept) : undefined;
  if (place !== undefined) store.getState().returnTo(place);
  const keep = (): unknown =>
    stored(() => sessionStorage.setItem(key, JSON.stringify(placeOf(store.getState()))));
  window.addEventListener('pagehide', keep, { signal: leaving.signal });
  return {
    forget: () => {
      leaving.abort();
      stored(() => sessionStorage.removeItem(key));
    },
  };
}

/** A browser may refuse its storage, or have it full: then the window begins anew, as it did before. */
function stored<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
