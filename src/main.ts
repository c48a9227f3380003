import { endUnread } from './cli/broken-pipe.js';
import { runProgram } from './cli/program.js';

endUnread();
const words = process.argv.slice(2);
// Started without a command (`tsx src/main.ts`): serve. `ketenzicht` asks for help instead.
process.exitCode = await runProgram(words.length > 0 ? words : ['serve'], {
  serveParts: async () => {
    const { addPages } = await import('./web/pages.js');
    return { pages: addPages };
  },
});
