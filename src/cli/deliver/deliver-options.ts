/** The options of `ketenzicht deliver`. */
export interface DeliverOptions {
  readonly server?: string;
  readonly purpose?: string;
  readonly snapshot?: boolean;
  readonly dryRun?: boolean;
  readonly watch?: string;
  /** Seconds. */
  readonly every?: number;
  readonly rejected?: string;
  readonly json?: boolean;
}

/** What does not go together, in words; undefined when all does. */
export function contradictionIn(
  files: readonly string[],
  options: DeliverOptions,
  hasServer: boolean,
): string | undefined {
  if (options.watch !== undefined && files.length > 0) return 'Name files, or a folder with --watch; not both.';
  if (options.watch === undefined && files.length === 0)
    return 'Name at least one file to deliver, or --watch a folder.';
  if (options.watch !== undefined && options.dryRun) return '--dry-run goes with files, not with --watch.';
  if (options.rejected && (files.length > 1 || options.watch !== undefined))
    return '--rejected goes with one file at a time.';
  if (options.snapshot && !hasServer) return '--snapshot goes with a server (--server, or KETENZICHT_SERVER).';
  return undefined;
}
