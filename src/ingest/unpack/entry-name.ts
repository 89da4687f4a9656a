import { isUtf8 } from "node:buffer";
import { type Entry, getFileNameLowLevel, validateFileName } from "yauzl";

const UTF8_FLAG = 0x800;
const UNICODE_PATH = 0x7075; // an extra field

/**
 * The name of a file in a zip, with slashes. Where the archive does not say how it is encoded, names of Chinese Windows
 * are told from others by their pairs of high bytes.
 */
export function entryName({ fileNameRaw, generalPurposeBitFlag, extraFields }: Entry): string {
  const isDeclared = (generalPurposeBitFlag & UTF8_FLAG) > 0 || extraFields.some(({ id }) => id === UNICODE_PATH);
  const guess = isDeclared ? undefined : guessedName(fileNameRaw);
  return (guess ?? getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false)).replaceAll("\\", "/");
}

function guessedName(bytes: Buffer): string | undefined {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const isChinese = /^([\0-\x7f]|[\xa1-\xfe]{2})*$/.test(bytes.toString("latin1"));
  return isChinese ? new TextDecoder("gb18030").decode(bytes) : undefined;
}

/** Whether a name would leave the folder that it is unpacked to. */
export const leadsOutside = (name: string) => validateFileName(name) !== null || name.includes("\0");

/** What systems put beside the files that people see. */
export const isHidden = (name: string) =>
  name.split("/").some((part) => /^(\.|~\$)/.test(part) || /^(__MACOSX|Thumbs\.db|desktop\.ini)$/i.test(part));

/** A name as it may stand in a sentence on a terminal. */
export const shownName = (name: string) => name.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "?").slice(0, 200);
