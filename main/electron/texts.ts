import { counted } from '../../app/base/counted.ts';
import type { Activity } from './engine-messages.ts';

/** Every word that the main process shows. */
export const texts = {
  cannotStart: 'Topicscope cannot start',
  notStored: 'Not everything could be stored',
  engineGaveUp: {
    message: 'The engine ended several times within a minute.',
    detail: 'What was stored is safe. Start it again, or quit and look into the log.',
    buttons: ['Start Again', 'Quit'],
  },
  quit: { message: 'Quit Topicscope?', buttons: ['Quit', 'Cancel'] },
  close: { message: 'Capture ends with this window.', buttons: ['Close and Quit', 'Cancel'] },
  goesOn: {
    message: 'Capture goes on without a window.',
    detail: 'A click on Topicscope in the Dock opens one. Quit Topicscope to end capture.',
    buttons: ['OK', 'Quit'],
    doNotSayAgain: 'Do not say this again',
  },
} as const;

/** What an end of the app would do, in one or two sentences. */
export function whatEnds({ clients, connections, brokerRuns }: Activity): string {
  const sentences = [
    clients > 0 ? `${counted(clients, 'client')} on the embedded broker will be disconnected.` : undefined,
    clients === 0 && brokerRuns ? 'The embedded broker stops.' : undefined,
    connections > 0 ? `${counted(connections, 'connection')} will be closed.` : undefined,
    'What was captured so far is kept.',
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}
