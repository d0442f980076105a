/** When and where a packet crossed, or whatever else moved an exchange on. */
export interface Moment {
  readonly sequence: number;
  /** µs since 1970. */
  readonly time: number;
  readonly link: number;
}
