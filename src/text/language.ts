/** What a text is written in, as far as this house reads. */
export interface DetectedLanguage {
  /** "mixed": both English and Chinese; "other": some language this house does not read; "none": no words at all. */
  readonly language: "en" | "zh" | "mixed" | "other" | "none";
  /** Share of the words that are of that language: 1 is all of them. */
  readonly share: number;
}

/** Small words that say which language of the Latin script it is; those that several share are left out. */
const smallWords = {
  en: "the and is it this was for with my not but very i you are they have had of to that so as at be all too would from when which size fit fits good great nice love loved like bad poor well made work works product quality look looks color colour wear bought buy ordered return returned money price recommend perfect beautiful comfortable small large fabric dress shirt arrived delivery excellent awful terrible amazing cheap soft happy disappointed ok okay",
  de: "der die das und ist nicht ich ein eine sehr mit auf für von zu dem den es auch aber wie bei nach war sind gut schön schlecht wurde habe leider nur oder noch schnell qualität lieferung",
  fr: "le la les et est un une des très pas je il elle avec pour mais sur dans que qui ce cette bien bon bonne produit qualité livraison mauvais trop taille nous vous",
  es: "el los las y es un una muy no lo con por para pero que como bien mal bueno buena producto calidad talla envío más está este esta llegó",
  it: "il gli e è un una molto non con per ma che come bene male buono buona prodotto qualità taglia questo questa sono ho più",
  pt: "o os e é um uma muito não com por para mas que como bem mal bom boa produto qualidade tamanho este esta mais chegou veio",
  nl: "de het een en is niet ik zeer met op voor van te maar goed slecht mooi kwaliteit maat wel ook erg snel dit dat zijn was",
} as const;

const languagesOf = wordLanguages();

/** Letters of the Latin alphabet without marks, so that a word of them may be English. */
const PLAIN_WORD = /^[a-z]+(?:['’][a-z]+)?$/;
const WORD = /\p{Script=Latin}+(?:['’]\p{Script=Latin}+)*/gu;
const SCRIPTS = /(\p{Script=Han})|([\p{Script=Hiragana}\p{Script=Katakana}])|(\p{Script=Latin})|(\p{L})/gu;
const LOOKED_AT = 2000;
/** A text is mixed when the lesser language has at least this share of the words. */
const MIXED = 0.15;

/**
 * Tells English, Chinese, a mixture of the two, and everything else. A Chinese character counts as half a word. A short
 * text of Latin letters without any small word known here is taken for English when its letters bear no marks, which
 * is a guess and has a low share; Japanese is told from Chinese by its kana.
 */
export function languageOf(text: string): DetectedLanguage {
  const seen = text.slice(0, LOOKED_AT);
  const letters = lettersOf(seen);
  const latin = letters.latin > 0 ? latinWords(seen) : { english: 0, foreign: 0, unsure: 0 };
  const isJapanese = letters.kana > 0.1 * (letters.han + letters.kana);
  const chinese = isJapanese ? 0 : letters.han / 2;
  const unknown = (isJapanese ? (letters.han + letters.kana) / 2 : 0) + letters.other / 4;
  const english = latin.english + (latin.foreign > latin.english ? 0 : latin.unsure);
  const other = unknown + latin.foreign + (latin.foreign > latin.english ? latin.unsure : 0);
  const total = chinese + english + other;
  if (total === 0) return { language: "none", share: 1 };
  if (other > english + chinese) return { language: "other", share: other / total };
  const lesser = Math.min(english, chinese) / total;
  if (lesser >= MIXED && Math.min(english, chinese) >= 1)
    return { language: "mixed", share: (english + chinese) / total };
  if (chinese > english) return { language: "zh", share: chinese / total };
  return { language: "en", share: (latin.english + latin.unsure / 2) / total };
}

function lettersOf(text: string) {
  const letters = { han: 0, kana: 0, latin: 0, other: 0 };
  for (const [, han, kana, latin] of text.matchAll(SCRIPTS)) {
    if (han) letters.han += 1;
    else if (kana) letters.kana += 1;
    else if (latin) letters.latin += 1;
    else letters.other += 1;
  }
  return letters;
}

/** A word of several languages speaks for each a little; those nobody knows are unsure, or foreign if they bear marks. */
function latinWords(text: string): { english: number; foreign: number; unsure: number } {
  const votes = new Map<string, number>();
  const count = { english: 0, foreign: 0, unsure: 0 };
  for (const [word] of text.toLowerCase().matchAll(WORD)) {
    const known = languagesOf.get(word);
    if (!known) count[PLAIN_WORD.test(word) ? "unsure" : "foreign"] += 1;
    else for (const language of known) votes.set(language, (votes.get(language) ?? 0) + 1 / known.length);
  }
  const english = votes.get("en") ?? 0;
  votes.delete("en");
  const foreign = Math.max(0, ...votes.values()); // only the best of them: a text is of one foreign language
  return { english: count.english + english, foreign: count.foreign + foreign, unsure: count.unsure };
}

function wordLanguages(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [language, words] of Object.entries(smallWords)) {
    for (const word of words.split(" ")) found.set(word, [...(found.get(word) ?? []), language]);
  }
  return found;
}
