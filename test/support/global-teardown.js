/** Runs once after all tests. */
const tearDown = () => globalThis.stopTestServer?.();

export default tearDown;
