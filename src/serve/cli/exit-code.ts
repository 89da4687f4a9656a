import { CommanderError } from "commander";
import { FullDisk, isFullDisk } from "#shop/full-disk.js";
import { WrongSetting } from "#shop/shop-config.js";
import { Interrupted, type Terminal, WrongUsage } from "./terminal.js";

/** 0 done, 1 failed, 2 wrong usage, 130 interrupted. Says what went wrong, unless commander has said it. */
export function exitCodeOf(error: unknown, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (terminal.signal.aborted || error instanceof Interrupted) return 130;
  const message = error instanceof Error ? error.message : String(error);
  const isFull = isFullDisk(error) && !(error instanceof FullDisk);
  const advice = isFull ? "; the disk is full: free some space and run the command again" : "";
  terminal.note(`shoplens: ${message}${advice}`);
  if (process.env["SHOPLENS_DEBUG"] && error instanceof Error) terminal.note(error.stack ?? "");
  return error instanceof WrongUsage || error instanceof WrongSetting ? 2 : 1;
}
