/** A pattern for one sign that parts words, or could: spaces, dots, dashes, quotes and brackets. */
export const gaps = "[-.,;:'’`´\"“”()\\[\\]{}/\\\\_–—+*&| \\t\\r\\n\\f\\x0b]";
