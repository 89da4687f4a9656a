/** Languages the shop's customers read and write in, as BCP 47 tags. */
export const reviewLanguages = ["en", "zh"] as const;

export type ReviewLanguage = (typeof reviewLanguages)[number];
