/** Whether a text can be written as UTF-8: half of a surrogate pair would be replaced unsaid. */
export const isUnicode = (text: string): boolean => !/\p{Surrogate}/u.test(text);
