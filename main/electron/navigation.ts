import type { App, Event, Session, WebContents } from 'electron';
import { isOurs, pageUrl } from './page-origin.ts';

/** Nothing leads a window anywhere but to our page, whatever a payload may contain. */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => guard(contents));
}

function guard(contents: WebContents): void {
  const refuseOthers = (event: Event<{ url: string }>): void => {
    if (event.url !== pageUrl) event.preventDefault();
  };
  contents.on('will-navigate', refuseOthers);
  contents.on('will-frame-navigate', refuseOthers);
  contents.on('will-redirect', refuseOthers);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Writing text to the clipboard, which follows a click on Copy, is all that the page may do. */
const allowed = 'clipboard-sanitized-write';

export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(permission === allowed && isOurs(contents.getURL()));
  });
  session.setPermissionCheckHandler((contents, permission) => {
    return permission === allowed && isOurs(contents?.getURL());
  });
  session.setDevicePermissionHandler(() => false);
}
