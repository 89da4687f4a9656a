/** What a database or the way to it did not do; the message says it in a sentence. */
export class PostgresFailure extends Error {}

interface Cause {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly position?: string;
}

export interface FailureContext {
  /** The database as it may be shown. */
  readonly shown: string;
  readonly user: string;
  /** Rows read before. */
  readonly rows: number;
}

/**
 * @param cause of the connection, or an error of PostgreSQL: its codes are in its documentation, "PostgreSQL Error Codes"
 */
export function postgresFailure(cause: unknown, context: FailureContext): PostgresFailure {
  const known: Cause = { code: "", ...(cause as object), message: (cause as Error).message };
  const [, end] = sentenceEnds.find(([is]) => is.test(known.code) || is.test(known.message)) ?? [];
  const rest = end?.(known, context) ?? `failed ${after(context)}: ${known.message}`;
  return new PostgresFailure(`${context.shown} ${rest}`);
}

const after = ({ rows }: FailureContext) => `after ${rows} rows; nothing was loaded`;

/** By code, else by message: the first that fits ends the sentence "DATABASE …". */
const sentenceEnds: readonly [is: RegExp, end: (cause: Cause, context: FailureContext) => string][] = [
  [/^ECONNREFUSED$/, () => "does not answer: no server listens there"],
  [/^ENOENT: .*certificate|^ENOENT: .*open/, ({ message }) => `cannot be reached safely: ${message}`],
  [/^ENOENT$/, () => "does not answer: no server has its socket there"],
  [/^(ENOTFOUND|EAI_AGAIN)$/, () => "has a host that nobody knows by that name"],
  [/^ETIMEDOUT$|^timeout expired$/, () => "did not answer in time"],
  [
    /password must be a (non-empty )?string/,
    (_, { user }) => `asks for the password of "${user}": set PGPASSWORD or add a line to ~/.pgpass`,
  ],
  [/^28P01$/, (_, { user }) => `refuses the password of "${user}": set PGPASSWORD or mend the line in ~/.pgpass`],
  [/^(28000|3D000|53300)$/, ({ message }) => `refuses the connection: ${message}`],
  [/certificate|\b(SSL|TLS)\b/i, ({ message }) => `cannot be reached safely: ${message}`],
  [/^25006$/, ({ message }) => `answers only questions: the query would change it (${message})`],
  [/^42501$/, ({ message }, { user }) => `does not let "${user}" read that: ${message}`],
  [
    /^(42|0A)...$/,
    ({ message, position, hint }) =>
      `does not understand the query: ${message}${position ? ` (at character ${position})` : ""}${hint ? `; ${hint}` : ""}`,
  ],
  [/^57014$/, ({ message }, context) => `stopped the query ${after(context)} (${message})`],
  [
    /^(57P0.|08...|ECONNRESET|EPIPE)$|terminated|connection (ended|closed)/i,
    (_, context) => `went away ${after(context)}; try again when it is back`,
  ],
];
