/** What the first bytes of a file say it is; null for what is no picture we read. */
export type PictureKind = "jpeg" | "png" | "webp" | "avif" | "gif";

const endings: Readonly<Record<string, PictureKind>> = {
  jpg: "jpeg",
  jpeg: "jpeg",
  jpe: "jpeg",
  jfif: "jpeg",
  png: "png",
  webp: "webp",
  avif: "avif",
  gif: "gif",
};

export function pictureKind(bytes: Uint8Array): PictureKind | null {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "jpeg";
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "png";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "webp";
  if (text(0, 3) === "GIF") return "gif";
  if (text(4, 8) === "ftyp" && /avif|avis/.test(text(8, 32))) return "avif";
  return null;
}

/** What a file's name says it is; null where its ending is none of a picture. */
export function kindNamed(name: string): PictureKind | null {
  return endings[/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ""] ?? null;
}
