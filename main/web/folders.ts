import { join } from 'node:path';

/** Where settings and the history are kept. */
export interface Folders {
  readonly configFolder: string;
  readonly dataFolder: string;
}

interface System {
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The folder that was named, for all there is; else the one that Electron would use, so both hosts share it. */
export function chooseFolders(named: string | undefined, system: System): Folders {
  const configFolder = named ?? join(applicationData(system), 'Topicscope');
  return { configFolder, dataFolder: join(configFolder, 'data') };
}

function applicationData({ platform, home, env }: System): string {
  switch (platform) {
    case 'win32':
      return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
    case 'darwin':
      return join(home, 'Library', 'Application Support');
    default:
      return env['XDG_CONFIG_HOME'] ?? join(home, '.config');
  }
}
