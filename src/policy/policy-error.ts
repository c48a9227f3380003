/** The policy file, or the list of its changes, cannot be used. The message says where (line, column) and what is allowed there. */
export class PolicyError extends Error {
  /** Line of the file, 1 for the first; absent when the fault is not in one line. */
  readonly line?: number;

  /**
   * @param fault what is wrong and what is allowed
   * @param line line of the file
   * @param column heading of the column
   * @param file which file, as people call it
   */
  constructor(fault: string, line?: number, column?: string, file = 'policy file') {
    const place = [line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(', ');
    super(place ? `${file}, ${place}: ${fault}` : `${file}: ${fault}`);
    this.name = 'PolicyError';
    this.line = line;
  }
}
