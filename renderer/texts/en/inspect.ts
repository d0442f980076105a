export const inspectTexts = {} as const;
