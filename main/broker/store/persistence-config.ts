import { z } from 'zod';

/** Whether sessions and retained messages outlive the process, and where. They do wherever there is a folder for it. */
export const persistenceConfig = z.strictObject({
  enabled: z.boolean().default(true),
  /** In place of the data folder. */
  folder: z.string().min(1).optional(),
});
type PersistenceConfig = z.infer<typeof persistenceConfig>;

/** Where state is kept; undefined for nowhere. `dataFolder` is that of the program. */
export function persistenceFolder(
  { enabled, folder }: PersistenceConfig,
  dataFolder: string | undefined,
): string | undefined {
  return enabled ? (folder ?? dataFolder) : undefined;
}
