/** A certificate and the private key to it, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** What a machine is reached by. */
export interface MachineNames {
  readonly name: string;
  /** Names and addresses, the first one's included. */
  readonly names: readonly string[];
}
