import { kernelClassifier } from "./kernel-classifier.js";

const outlinesAnd = (colours: number) => ({ outlines: 1 - colours, colours, patches: 0 });

/** Outlines (histograms of oriented gradients) and colours. */
export const hog = kernelClassifier({ name: "hog", shares: [outlinesAnd(0.15), outlinesAnd(0.35), outlinesAnd(0.6)] });
