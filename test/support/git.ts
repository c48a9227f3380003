import { execFileSync } from 'node:child_process';

/** Whether there is a git to run; without it nobody can ask for a commit either. */
export function hasGit(): boolean {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
}
