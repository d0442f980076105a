import type { JsonPath } from './json-path.ts';
import type { Pattern } from './pattern.ts';
import type { Span } from './span.ts';

/** What a text or a regular expression is looked for in; `any` is topic and payload. */
export type Place = 'any' | 'topic' | 'payload' | 'client';

/** The smallest and the largest value that are let through; a missing one is no bound. */
export interface NumberRange {
  readonly field: 'qos' | 'size' | 'time' | 'took' | 'id';
  /** QoS; bytes of the payload; µs since 1970; µs; Packet Identifier. */
  readonly least: number;
  readonly most: number;
  /** Lets through what is outside of it: `qos!=0`. */
  readonly isInverted: boolean;
}

export type JsonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What a value in a JSON payload is held against; undefined asks only whether the path leads to one. */
export type JsonTest =
  | {
      readonly kind: 'compare';
      readonly operator: JsonOperator;
      readonly value: string | number | boolean | null;
    }
  | { readonly kind: 'regexp'; readonly pattern: Pattern };

/** One condition on a message. */
export type Term = { readonly span: Span } & (
  | {
      readonly kind: 'text';
      readonly place: Place;
      readonly text: string;
      /** A text without capital letters is found in either case. */
      readonly isCaseSensitive: boolean;
    }
  | { readonly kind: 'regexp'; readonly place: Place; readonly pattern: Pattern }
  | { readonly kind: 'topic-filter'; readonly filter: string }
  | { readonly kind: 'json'; readonly path: JsonPath; readonly test: JsonTest | undefined }
  | ({ readonly kind: 'range' } & NumberRange)
  | { readonly kind: 'flag'; readonly field: 'retain' | 'dup'; readonly isSet: boolean }
  | { readonly kind: 'direction'; readonly direction: 'received' | 'sent' }
  /** Of an exchange: what became of it, what it is about. */
  | {
      readonly kind: 'word';
      readonly field: 'outcome' | 'kind';
      readonly word: string;
      readonly isInverted: boolean;
    }
  /** The reason code of an exchange, or a text that the standard's name of it contains. */
  | {
      readonly kind: 'reason';
      readonly code: number | undefined;
      readonly name: string;
      readonly isInverted: boolean;
    }
);

/** What the filter language says, taken apart (`docs/filter.md`). */
export type Filter =
  | Term
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[]; readonly span: Span }
  | { readonly kind: 'not'; readonly part: Filter; readonly span: Span };
