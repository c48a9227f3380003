#!/usr/bin/env node
import './typescript.js';

// The libraries check themselves less in production, which is how the program is measured and meant to run.
process.env.NODE_ENV ??= 'production';
// Without a command: say which there are.
if (process.argv.length === 2) process.argv.push('--help');

await import(new URL('../main.ts', import.meta.url).href);
