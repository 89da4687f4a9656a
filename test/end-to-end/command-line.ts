import { exitCodeOf } from "../../src/serve/cli/exit-code.js";
import { shoplens } from "../../src/serve/cli/shoplens.js";

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line inside this process, for what needs no process of its own. */
export async function commandLine(...args: readonly string[]): Promise<Said> {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = {
    progress: () => undefined,
    quiet: () => undefined,
    note: (text: string) => void err.push(text),
    print: (text: string) => void out.push(text),
    signal: new AbortController().signal,
  };
  let code = 0;
  try {
    await (await shoplens(terminal, args[0])).parseAsync([...args], { from: "user" });
  } catch (error) {
    code = exitCodeOf(error, terminal);
  }
  return { code, stdout: out.join("\n"), stderr: err.join("\n") };
}
