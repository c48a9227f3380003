/** What a shell sees of a program that has ended because nobody reads it any more: 128 + SIGPIPE (13). */
const UNREAD = 141;

/** Ends the program without a word when nobody reads what it prints any more, as with `ketenzicht … | head`. */
export function endUnread(): void {
  whenUnread(() => process.exit(UNREAD));
}

/**
 * Lets the program go on when nobody reads what it prints any more: callers wait for its answers, whoever reads the
 * operator's log. It says so once, where it still can.
 */
export function goOnUnread(): void {
  let isTold = false;
  whenUnread((stream) => {
    if (isTold || stream === process.stderr) return;
    isTold = true;
    process.stderr.write(
      'Nobody reads standard output any more; requests are answered, and their log lines are lost.\n',
    );
  });
}

/** The later call counts. What else goes wrong with a stream ends the program as any fault does. */
function whenUnread(act: (stream: NodeJS.WriteStream) => void): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners('error').on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      act(stream);
    });
  }
}
