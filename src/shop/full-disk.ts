/** A disk that had no room for what was to be written; the message says what to do. */
export class FullDisk extends Error {}

/** Whether an error, of the system or of DuckDB, says that a disk or a quota is full. */
export function isFullDisk(error: unknown): boolean {
  const { code = "", message = "" } = (error ?? {}) as { readonly code?: string; readonly message?: string };
  return (
    /^(ENOSPC|EDQUOT|EFBIG)$/.test(code) || /No space left on device|Disk quota exceeded|File too large/i.test(message)
  );
}
