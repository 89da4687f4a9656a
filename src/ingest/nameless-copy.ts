import { writeSync } from "node:fs";
import { type NamelessFile, namelessFile } from "./nameless-file.js";

/** What can only be read where it lies, in a file of its own: gone with it whatever becomes of the bytes. */
export async function namelessCopy(path: string, chunks: AsyncIterable<Buffer>): Promise<NamelessFile> {
  const file = namelessFile(path);
  try {
    for await (const chunk of chunks) for (let at = 0; at < chunk.length; ) at += writeSync(file.descriptor, chunk, at); // a disk that fills takes a part
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}
