import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

// Modules are ES modules: a hook into `require` as well would cost the libraries that call it for each request.
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
