/** Rows of one segment; and messages in it, where runs of QoS 0 stand for many. */
export const segmentRows = 4_096;
export const segmentExchanges = 65_536;
/** Rows that one has room for at first: of runs it never needs more. */
export const firstRows = 256;

/** Segments of all sources that are kept uncompressed, beside the one that each source adds to. */
export const cachedSegments = 48;

/** Segments of one source: beyond it the oldest go, as when the bound of bytes is reached. */
export const sourceSegments = 65_536;

/** What the traces may take on the disk, as a share of the history's budget. */
export const budgetShare = 1 / 8;

/** Different client identifiers, and different details, that one segment names. */
export const segmentTexts = 65_535;

/** Characters of a text that stands beside an exchange. */
export const textCharacters = 300;

/** Segments from a message on in which its deliveries are looked for. */
export const deliverySegments = 64;
/** … and in which it is looked for what became of those, where a filter asks for it. */
export const unusualSegments = 16;
/** Segments before the end of a connection in which its DISCONNECT is looked for. */
export const goodbyeSegments = 2;

/** Milliseconds that a list may count before other questions are answered. */
export const countingSlice = 4;
/** … and how much longer where a window would have no row otherwise. */
export const fillingSlice = 16;

/** Clients, or branches of topics, that a piece of time tells apart at least; those with the most are shown. */
export const keptGroups = 64;
export const shownGroups = 50;

/** Findings of one source, and packets that one of them names. */
export const keptFindings = 5_000;
export const findingPackets = 16;
