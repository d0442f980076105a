import type { BrowserWindow } from 'electron';
import { dialog } from 'electron';
import type { Activity } from './engine-messages.ts';
import { texts, whatEnds } from './texts.ts';

/** Asks whether the app may end. */
export async function askBeforeEnd(
  window: BrowserWindow | undefined,
  why: 'quit' | 'close',
  activity: Activity,
): Promise<boolean> {
  const { message, buttons } = texts[why];
  const box = {
    type: 'question' as const,
    message,
    detail: whatEnds(activity),
    buttons: [...buttons],
    defaultId: 1,
    cancelId: 1,
  };
  const answer = await (window === undefined
    ? dialog.showMessageBox(box)
    : dialog.showMessageBox(window, box));
  return answer.response === 0;
}

/** The engine was given up. */
export async function askWhetherToStartAgain(): Promise<boolean> {
  const { message, detail, buttons } = texts.engineGaveUp;
  const answer = await dialog.showMessageBox({
    type: 'error',
    message,
    detail,
    buttons: [...buttons],
    defaultId: 0,
    cancelId: 1,
  });
  return answer.response === 0;
}

/** On macOS, where the app outlives its windows. */
export async function sayCaptureGoesOn(): Promise<{ readonly quit: boolean; readonly knows: boolean }> {
  const { message, detail, buttons, doNotSayAgain } = texts.goesOn;
  const answer = await dialog.showMessageBox({
    type: 'info',
    message,
    detail,
    buttons: [...buttons],
    checkboxLabel: doNotSayAgain,
    defaultId: 0,
    cancelId: 0,
  });
  return { quit: answer.response === 1, knows: answer.checkboxChecked };
}
