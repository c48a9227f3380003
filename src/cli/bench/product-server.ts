import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type MeasuredProduct, measuredProduct, type ProductSetting } from './product.js';
import type { ProductHello, ProductPlace } from './product-process.js';

const PROGRAM = fileURLToPath(new URL('./product-process.ts', import.meta.url));
/** As `npm start` runs it. */
const OPTIONS = ['--max-semi-space-size=64', '--import', import.meta.resolve('../typescript.js')];

/**
 * Starts the product in a process of its own, as it is served and as the peers are: beside other servers it would share
 * their memory, and the time in which it is tidied up.
 * @throws Error when it does not start
 */
export async function startProductServer(setting: Omit<ProductSetting, 'onStatement'>): Promise<MeasuredProduct> {
  const { config, database } = setting;
  const child = fork(PROGRAM, { execArgv: OPTIONS });
  const close = async () => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  };
  const ended = once(child, 'exit').then(([code]): ProductHello => ({ error: `it ended with ${code}` }));
  child.send({ dataFolder: config.dataFolder, databaseUrl: database.adminUrl } satisfies ProductPlace);
  const said = await Promise.race([once(child, 'message').then(([hello]) => hello as ProductHello), ended]);
  if ('url' in said) return measuredProduct({ url: said.url, close }, setting);
  if (child.connected) await close();
  throw new Error(`The product does not start: ${said.error}`);
}
