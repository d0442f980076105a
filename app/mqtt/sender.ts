/** Which end sent a packet; `either` where that is not known. */
export type Sender = 'client' | 'server' | 'either';
