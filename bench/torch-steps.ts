import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { BLOCK_MILLISECONDS } from "./timed-steps.js";

/** A training in PyTorch that waits until it is asked for steps. */
export interface TorchSteps {
  /** The form of it that was the fastest. */
  readonly variant: string;
  /** A few steps. @returns milliseconds of each */
  steps(): Promise<readonly number[]>;
  close(): void;
}

/** @param script one of bench/peers, which says how it is spoken to */
export async function torchSteps(python: string, script: string, args: readonly string[]): Promise<TorchSteps> {
  const path = fileURLToPath(new URL(`peers/${script}`, import.meta.url));
  const peer = spawn(python, [path, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: peer.stdout });
  const answer = async () => JSON.parse(String((await once(lines, "line"))[0])) as Record<string, unknown>;
  const { variant, tried } = (await answer()) as { variant: string; tried: Record<string, number> };
  const block = Math.max(3, Math.round(BLOCK_MILLISECONDS / (tried[variant] ?? BLOCK_MILLISECONDS)));
  const steps = async () => {
    peer.stdin.write(`step ${block}\n`);
    return (await answer())["milliseconds"] as number[];
  };
  await steps(); // warms up
  return { variant, steps, close: () => void peer.kill() };
}
