import { app } from 'electron';
import { DesktopApp } from './desktop-app.ts';
import { guardContents } from './navigation.ts';
import { registerScheme } from './protocol.ts';
import { texts } from './texts.ts';
import { chooseUserFolder } from './user-folder.ts';

chooseUserFolder(app, process.argv);
if (app.requestSingleInstanceLock()) {
  registerScheme();
  guardContents(app);
  // Not awaited: Electron is ready only after this module has been evaluated.
  app.whenReady().then(DesktopApp.start).catch(giveUp);
} else {
  // The first instance is told, and comes to the front.
  app.exit(0);
}

function giveUp(error: unknown): void {
  console.error(`${texts.cannotStart}:`, error);
  app.exit(1);
}
