type Monaco = typeof import('./monaco.ts');

/** What the editor is made of, in such parts that none of them keeps the page's thread for long. */
const parts: readonly (() => Promise<unknown>)[] = [
  () => import('monaco-editor/features/bracketMatching/register'),
  () => import('monaco-editor/features/wordOperations/register'),
  () => import('monaco-editor/features/clipboard/register'),
  () => import('monaco-editor/features/folding/register'),
  () => import('monaco-editor/features/find/register'),
  () => import('monaco-editor/features/codeEditor/register'),
];

/**
 * Monaco, part by part: whoever clicks while it loads is not kept waiting until all of it has run. What the first editor
 * needs of it once is made likewise: at one go with the editor that was the longest pause of a page that has just opened.
 */
export async function loadMonaco(): Promise<Monaco> {
  for (const load of parts) {
    await load();
    await nextTask();
  }
  const monaco = await import('./monaco.ts');
  for (const begin of monaco.beginnings) {
    await nextTask();
    begin();
  }
  await nextTask();
  return monaco;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
