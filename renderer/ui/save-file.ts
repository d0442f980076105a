/** Hands a file to the browser, which saves it where its user wants it. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes over once the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
