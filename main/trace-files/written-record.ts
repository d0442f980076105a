import type { CapturedRecord } from '../capture/record-layout.ts';

/** A record, or a packet that was made of what was noted of it; `comment` then says so. */
export type WrittenRecord = CapturedRecord & { readonly comment?: string };
