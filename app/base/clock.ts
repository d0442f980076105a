/** Time comes in as an argument, so that tests own it. */
export interface Clock {
  /** Microseconds since 1970, monotonic within a process; exact in a double until the year 2255. */
  now(): number;
}
