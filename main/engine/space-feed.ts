import type { SourceId } from '../../app/contract/areas/common.ts';
import type { FeedSource } from '../../app/contract/feed-source.ts';
import type { SourceSpace } from './source-space.ts';

/** Where a space comes from: see `SpaceBook`. */
interface Spaces {
  open(source: SourceId): Promise<SourceSpace>;
}

type MakeView<Params, Value> = (
  space: SourceSpace,
  params: Params,
  changed: () => void,
) => FeedSource<Params, Value>;

/**
 * A feed over one source: waits until its space is open, and makes its view anew when the reader turns to another source
 * or the topics were deleted.
 */
export function spaceFeed<Params extends { readonly source: SourceId }, Value>(
  spaces: Spaces,
  params: Params,
  changed: () => void,
  makeView: MakeView<Params, Value>,
): FeedSource<Params, Value> {
  return new SpaceFeed(spaces, params, changed, makeView);
}

class SpaceFeed<Params extends { readonly source: SourceId }, Value> implements FeedSource<Params, Value> {
  readonly #spaces: Spaces;
  readonly #changed: () => void;
  readonly #makeView: MakeView<Params, Value>;
  #params: Params;
  #view: Promise<FeedSource<Params, Value>>;
  #stopView: () => void = () => undefined;
  /** Rises with each view that is made; a space that opens too late finds another number. */
  #generation = 0;

  constructor(spaces: Spaces, params: Params, changed: () => void, makeView: MakeView<Params, Value>) {
    this.#spaces = spaces;
    this.#params = params;
    this.#changed = changed;
    this.#makeView = makeView;
    this.#view = this.#begin();
  }

  update(params: Params): void {
    const isOther = params.source !== this.#params.source;
    this.#params = params;
    if (isOther) this.#renew();
    else void this.#view.then((view) => view.update(params), toldToReader);
  }

  async read(): Promise<Value> {
    const view = await this.#view;
    return view.read();
  }

  close(): void {
    this.#generation += 1;
    this.#stopView();
  }

  #renew(): void {
    this.#stopView();
    this.#stopView = () => undefined;
    this.#view = this.#begin();
    this.#changed();
  }

  #begin(): Promise<FeedSource<Params, Value>> {
    const view = this.#open();
    view.catch(toldToReader);
    return view;
  }

  async #open(): Promise<FeedSource<Params, Value>> {
    this.#generation += 1;
    const generation = this.#generation;
    const space = await this.#spaces.open(this.#params.source);
    const view = this.#makeView(space, this.#params, this.#changed);
    if (generation !== this.#generation) {
      view.close();
      return view;
    }
    const stopReset = space.onReset(() => this.#renew());
    this.#stopView = () => {
      stopReset();
      view.close();
    };
    return view;
  }
}

/** A space that does not open is no news here: `read` fails with it, and nobody may be reading at present. */
function toldToReader(): void {
  // Nothing to do.
}
