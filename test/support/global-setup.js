import { tsImport } from 'tsx/esm/api';

/** Runs once before all tests. Jest loads this file without its transform, so tsx reads the TypeScript behind it. */
const setUp = async () => {
  const { startTestServer } = await tsImport('./server.ts', import.meta.url);
  globalThis.stopTestServer = await startTestServer();
};

export default setUp;
