import { contextBridge, ipcRenderer } from 'electron';
import { channels } from './channels.ts';

// All that the page can see of Electron is this value; the rest are messages on its own window. It has no function to
// call, so there is none to misuse: the page may ask for a port, and is told of one and of commands from the menu.
contextBridge.exposeInMainWorld('topicscope', Object.freeze({ host: 'electron' }));

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === channels.wantPort) ipcRenderer.send(channels.wantPort);
});
ipcRenderer.on(channels.port, (event) => {
  window.postMessage(channels.port, location.origin, [...event.ports]);
});
ipcRenderer.on(channels.command, (_event, command: unknown) => {
  window.postMessage({ type: channels.command, command }, location.origin);
});
