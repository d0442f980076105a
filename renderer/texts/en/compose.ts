export const composeTexts = {} as const;
