import { blend } from "./blend.js";
import { hog } from "./hog.js";
import type { ImageClassifier } from "./image-classifier.js";
import { kerasExample } from "./keras-example.js";
import { majority } from "./majority.js";
import { patches } from "./patches.js";
import { residual } from "./residual.js";

/** Every classifier of pictures there is, simplest first: the order in which they get the budget and win ties. */
export const imageClassifiers: readonly ImageClassifier[] = [majority, kerasExample, hog, patches, residual, blend];
