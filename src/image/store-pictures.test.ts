import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { picturesAt } from "./pictures.js";
import { type EncodedPicture, storePictures } from "./store-pictures.js";
import { UnreadablePicture } from "./unreadable-picture.js";

const form = { side: 8, channels: 1 } as const;
const signal = new AbortController().signal;

async function shade(value: number): Promise<EncodedPicture> {
  const bytes = await sharp({
    create: { width: 8, height: 8, channels: 3, background: { r: value, g: value, b: value } },
  })
    .png()
    .toBuffer();
  return { name: `${value}.png`, bytes };
}

describe("a store of pictures", () => {
  it("holds what could be decoded in its order, and names what could not", async () => {
    const came: EncodedPicture[] = [
      await shade(10),
      { name: "empty.png", bytes: new Uint8Array(0) },
      await shade(20),
      { name: "gone.png", bytes: new UnreadablePicture("there is no such file") },
      await shade(30),
    ];
    const store = await storePictures(came, form, { signal });
    expect([...store.rowOf]).toEqual([0, -1, 1, -1, 2]);
    expect(store.refused).toEqual([
      { at: 1, name: "empty.png", reason: "is empty" },
      { at: 3, name: "gone.png", reason: "there is no such file" },
    ]);
    const into = new Uint8Array(3 * 64);
    store.read([2, 0, 1], into);
    expect([into[0], into[64], into[128]]).toEqual([30, 10, 20]);
    const some = picturesAt(store, Int32Array.of(1));
    some.read([0], into);
    expect(into[0]).toBe(20);
    expect(() => store.read([3], into)).toThrow("from 0 to 2, got 3");
    store.close();
    store.close();
  });

  it("is empty where nothing came, and stops when it is told to", async () => {
    const store = await storePictures([], form, { signal });
    expect(store.count).toBe(0);
    store.close();
    await expect(
      storePictures([await shade(1)], form, { signal: AbortSignal.abort(new Error("told to stop")) }),
    ).rejects.toThrow("told to stop");
  });
});
