/** What the engine is told of the host that runs it. */
export interface Host {
  readonly kind: 'electron' | 'web';
  /** Name and version of what runs below: Electron, Chromium. Node and SQLite are added. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  readonly configFolder: string;
  /** Where the history is unless the settings say otherwise. */
  readonly defaultDataFolder: string;
  /** The list of what ships, as the build wrote it: `[{ name, version, licence, text }]`. */
  readonly licencesFile: URL;
}
