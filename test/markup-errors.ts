const VOID = new Set(["meta", "br", "img"]);

/**
 * What is wrong with markup, as sentences; an independent reading of what the renderer wrote. Tags must be balanced,
 * of the kinds allowed, and carry no attribute that runs or loads anything.
 */
export function markupErrors(source: string, allowed: ReadonlySet<string>): readonly string[] {
  const errors: string[] = [];
  const open: string[] = [];
  for (const [tag, close, name, attributes] of source.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:[^<>"]|"[^"]*")*)>/g)) {
    if (!allowed.has(name!)) errors.push(`unexpected element: ${tag}`);
    if (/\s(?:on\w+|style|srcset|xlink:href)\s*=/i.test(unquoted(attributes!)))
      errors.push(`unexpected attribute: ${tag}`);
    if (close) {
      const innermost = open.pop();
      if (innermost !== name) errors.push(`</${name}> closes <${innermost}>`);
    } else if (!VOID.has(name!) && !attributes!.endsWith("/")) open.push(name!);
  }
  const stray = source
    .replace(/<style>[\s\S]*?<\/style>|<!doctype html>|<\/?[a-zA-Z](?:[^<>"]|"[^"]*")*>/g, "")
    .match(/.{0,20}[<>].{0,20}/);
  if (stray) errors.push(`unescaped: ${stray[0]}`);
  return [...errors, ...open.map((name) => `<${name}> is never closed`)];
}

/** Attributes without their values: a value may say anything. */
function unquoted(attributes: string): string {
  return attributes.replace(/"[^"]*"/g, '""');
}
