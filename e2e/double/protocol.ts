import type { Route } from 'playwright-core';
import { fromBrowser } from './addresses.ts';

type Handler = (request: Request) => Promise<Response> | Response;

/** Electron's module of the same name: schemes that the app answers itself. */
export class Protocol {
  readonly #handlers = new Map<string, Handler>();
  readonly #isReady: () => boolean;

  constructor(isReady: () => boolean) {
    this.#isReady = isReady;
  }

  get schemes(): ReadonlySet<string> {
    return new Set(this.#handlers.keys());
  }

  registerSchemesAsPrivileged(): void {
    if (this.#isReady()) throw new Error('registerSchemesAsPrivileged should be called before app is ready');
  }

  handle(scheme: string, handler: Handler): void {
    this.#handlers.set(scheme, handler);
  }

  /** Answers a request of the page. Nothing but our schemes is answered, so nothing leaves this machine. */
  async answer(route: Route): Promise<void> {
    const request = route.request();
    const url = fromBrowser(request.url());
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')));
    if (handler === undefined) return route.abort('blockedbyclient');
    const response = await handler(new Request(url, { method: request.method() }));
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }
}
