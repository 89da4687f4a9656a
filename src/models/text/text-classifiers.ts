import { blend } from "./blend.js";
import { lexicon } from "./lexicon.js";
import { majority } from "./majority.js";
import { nbsvm } from "./nbsvm.js";
import type { TextClassifier } from "./text-classifier.js";
import { textcnn } from "./textcnn.js";
import { tfidf } from "./tfidf.js";
import { tfidfAlt } from "./tfidf-alt.js";
import { transformer } from "./transformer.js";

/** Every text classifier there is, simplest first: the order in which they get the budget and win ties. */
export const textClassifiers: readonly TextClassifier[] = [
  majority,
  lexicon,
  tfidf,
  tfidfAlt,
  nbsvm,
  textcnn,
  transformer,
  blend,
];
