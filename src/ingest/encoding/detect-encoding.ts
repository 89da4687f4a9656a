import { type ByteEvidence, byteEvidence } from "./byte-evidence.js";

/** What a file's text is written in, by the name that TextDecoder and `--encoding` know it by. */
export type DetectedEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "windows-1252";

const MARKS: readonly [mark: string, encoding: DetectedEncoding][] = [
  ["efbbbf", "utf-8"],
  ["84319533", "gb18030"],
  ["fffe", "utf-16le"],
  ["feff", "utf-16be"],
];

/** The encoding that a byte order mark at the start names, and how many bytes the mark takes. */
export function markedEncoding(first: Buffer): { encoding: DetectedEncoding; bytes: number } | undefined {
  const start = first.toString("hex", 0, 4);
  const found = MARKS.find(([mark]) => start.startsWith(mark));
  return found && { encoding: found[1], bytes: found[0].length / 2 };
}

/**
 * UTF-16 without a mark: where letters, digits and separators are ASCII, every other byte is zero. At least one in ten
 * pairs is so (a table in Chinese has its separators and numbers), few the other way round, and there are no control
 * characters, which sounds and pictures are full of.
 */
export function unmarkedUtf16(first: Buffer): DetectedEncoding | undefined {
  const zeros = [0, 0];
  for (let i = first.indexOf(0); i >= 0; i = first.indexOf(0, i + 1)) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [high = 0, low = 0] = zeros; // a zero at an even place is a high byte of big endian
  const pairs = first.length / 2;
  if (Math.max(low, high) < pairs / 10 || Math.min(low, high) > Math.max(low, high) / 5) return undefined;
  const encoding = low > high ? "utf-16le" : "utf-16be";
  return /(?![\t\n\r])\p{Cc}/u.test(new TextDecoder(encoding).decode(first)) ? undefined : encoding;
}

/**
 * The encoding of text that is not ASCII alone, judged by all its bytes above 127; undefined where nothing fits well.
 *
 * - UTF-8, where nearly all of them form its characters: a few that do not are damage.
 * - GB18030 (which holds GBK and GB2312), where nearly all form pairs, most of them everyday characters or punctuation.
 *   Korean and Japanese pairs (EUC) look alike, but never reach the second half of those characters, or are kana.
 * - Windows-1252, where nearly all are letters beside an ASCII letter, or signs that stand apart (€, £, °, quotes).
 *
 * @param sample text from before the first such byte on; a character may be cut off at its end
 */
export function detectEncoding(sample: Buffer): DetectedEncoding | undefined {
  const { utf8, gb18030, western } = byteEvidence(sample);
  if (utf8.narrow + utf8.wide >= 4 * utf8.wrong) return "utf-8";
  if (isChinese(gb18030)) return "gb18030";
  if (western.letter + western.sign >= 3 * western.wrong) return "windows-1252";
  return undefined;
}

const FEW = 12; // different characters of which none need be in the second half

function isChinese({ early, late, punctuation, kana, rare, wrong, distinct }: ByteEvidence["gb18030"]): boolean {
  const pairs = early + late + punctuation + kana + rare;
  const damaged = wrong > 1 + pairs / 50 || wrong > pairs / 4;
  const everyday = early + late + punctuation >= 0.7 * pairs && kana <= 0.1 * pairs;
  return pairs > 0 && !damaged && everyday && (late > 0 || distinct < FEW);
}
