/** A setting that cannot be used. The message names the setting and what it must be, and shows no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What the operating system calls an error, such as `EACCES`; undefined for others. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
