export const startTexts = {} as const;
