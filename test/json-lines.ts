/** Objects as a file of JSON lines. */
export const jsonLines = (objects: readonly object[]) =>
  objects.map((object) => `${JSON.stringify(object)}\n`).join("");
