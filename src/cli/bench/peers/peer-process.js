/**
 * What the bench tells a peer: the login of the view that is measured, who asks, and how many connections it may hold.
 * @typedef {object} Setting
 * @property {{ host: string, port: number, database: string, user: string, password: string }} login
 * @property {string} organisation
 * @property {number} connections
 */

/**
 * Starts a peer when the bench says how, and tells the bench its address. Ends with the bench.
 * @param {(setting: Setting) => Promise<string>} start gives the address of its endpoint
 */
export function servePeer(start) {
  process.once('message', (setting) => {
    start(/** @type {Setting} */ (setting)).then(
      (url) => process.send?.({ url, node: process.versions.node }),
      (error) => {
        process.send?.({ error: String(error?.stack ?? error) });
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}
