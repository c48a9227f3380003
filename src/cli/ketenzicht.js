#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// The libraries check themselves less in production, which is how the program is measured and meant to run.
process.env.NODE_ENV ??= 'production';
// Without a command: say which there are.
if (process.argv.length === 2) process.argv.push('--help');

register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
await import(new URL('../main.ts', import.meta.url).href);
