import { kernelClassifier } from "./kernel-classifier.js";

/** What is found in each quarter by likeness to patches of the pictures themselves, alone or beside outlines and colours. */
export const patches = kernelClassifier({
  name: "patches",
  shares: [
    { outlines: 0, colours: 0, patches: 1 },
    { outlines: 0.25, colours: 0.1, patches: 0.65 },
    { outlines: 0.4, colours: 0.2, patches: 0.4 },
  ],
});
