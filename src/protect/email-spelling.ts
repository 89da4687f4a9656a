import { plainLetters, smallLetters } from "./alphabets.js";
import { nobodyWords } from "./nobody.js";
import { drop, replaceAll, replaceFirst, type Spelling, where } from "./spelling.js";

/** Mail services that deliver anna+shop@ to anna@. Of others a plus is part of the name. */
const plusTags = [
  "(?:outlook|hotmail|live)\\.(?:com|[a-z]{2}|com?\\.[a-z]{2})",
  "msn\\.com",
  "(?:icloud|me|mac)\\.com",
  "fastmail\\.(?:com|fm)",
  "proton\\.me|protonmail\\.(?:com|ch)|pm\\.me",
];

/** Names before the @ at which nobody reads. */
const unread = [
  "no[-_.]?reply[^@]*",
  "do[-_.]?not[-_.]?reply[^@]*",
  "dont[-_.]?reply[^@]*",
  "no[-_.]?(?:e[-_.]?)?mail",
  "not?[-_.]?(?:given|available|provided|set|known)",
  "mailer-daemon|postmaster|keine?",
  ...nobodyWords,
];

/**
 * An address: case, spaces, full-width letters and what is copied along unseen do not matter. Gmail ignores dots and
 * what follows a plus, and googlemail.com is gmail.com; some services ignore what follows a plus; of all others every
 * sign counts. An address nobody reads (noreply@, unknown@, ….invalid) identifies nobody.
 */
export const emailSpelling: Spelling = [
  plainLetters,
  ...smallLetters,
  where("[ \\t\\r\\n\\f\\x0b]", replaceAll("[ \\t\\r\\n\\f\\x0b]+", "")),
  replaceFirst("^mailto:", ""),
  drop("^[^@]*$|^@|@$|@[^@]*@"),
  where(
    "@(?:gmail|googlemail)\\.com$",
    replaceFirst("[+@][\\s\\S]*$", ""),
    replaceAll("\\.", ""),
    replaceFirst("^([\\s\\S]+)$", "$1@gmail.com"),
  ),
  where("\\+", replaceFirst(`^([^+@]+)\\+[^@]*(@(?:${plusTags.join("|")}))$`, "$1$2")),
  drop(`^(?:${unread.join("|")})@|[@.](?:invalid|localhost)$`),
];
