import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder on a disk of its own, of so few megabytes. */
interface SmallDisk {
  readonly folder: string;
  remove(): void;
}

/**
 * Mounts a file system of that size in memory: as root in `folder`, else in a namespace of its own. Undefined where the
 * system allows neither.
 */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk | undefined> {
  const mountPoint = join(folder, 'disk');
  mkdirSync(mountPoint);
  const mount = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', mountPoint];
  if (spawnSync('mount', mount).status === 0) {
    return { folder: mountPoint, remove: () => void spawnSync('umount', [mountPoint]) };
  }
  return mountInNamespace(mountPoint, mount);
}

/** Another user's mounts are seen through a process that lives among them. */
function mountInNamespace(mountPoint: string, mount: readonly string[]): Promise<SmallDisk | undefined> {
  const script = 'mount "$@" && echo mounted && exec sleep 600';
  const holder = spawn(
    'unshare',
    ['--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh', ...mount],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  return new Promise((resolve) => {
    holder.once('error', () => resolve(undefined));
    holder.once('exit', () => resolve(undefined));
    holder.stdout.once('data', () =>
      resolve({ folder: `/proc/${holder.pid}/root${mountPoint}`, remove: () => holder.kill('SIGKILL') }),
    );
  });
}
