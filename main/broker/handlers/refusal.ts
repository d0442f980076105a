/** Why something that a client asked for is not done. */
export interface Refusal {
  /** Of 5.0. */
  readonly reasonCode: number;
  /** One sentence, that the client may be told. */
  readonly why: string;
}
