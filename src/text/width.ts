/** All of the block but the punctuation that Chinese is written with: ！（），：；？ */
const FULL_WIDTH =
  /[\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff1c-\uff1e\uff20-\uff5e\u3000\uff65-\uff9f\uffe0-\uffe6]/g;

/**
 * Full-width Latin letters, digits and signs as their usual forms (Ａ１％ → A1%), half-width kana as full-width ones.
 * Only these: the wider NFKC would also read ™ as TM and ① as 1. Chinese punctuation stays as it is read.
 */
export function usualWidth(text: string): string {
  return text.replace(FULL_WIDTH, (sign) => sign.normalize("NFKC"));
}
