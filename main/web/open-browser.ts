import { spawn } from 'node:child_process';

/** Only a kindness, and only where there is a screen: the URL was printed. */
export function openBrowser(url: string): void {
  const [program, ...args] = opener();
  if (program === undefined) return;
  spawn(program, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => console.error(`No browser could be opened; the URL is on standard output.`))
    .unref();
}

function opener(): readonly string[] {
  switch (process.platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return ['rundll32', 'url.dll,FileProtocolHandler'];
    default:
      return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open'] : [];
  }
}
