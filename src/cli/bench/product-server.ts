import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endChild, helloOf } from './child-server.js';
import { type MeasuredProduct, measuredProduct, type ProductSetting } from './product.js';
import type { ProductPlace } from './product-process.js';

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
  const place: ProductPlace = { dataFolder: config.dataFolder, databaseUrl: database.adminUrl };
  const { url } = await helloOf(child, 'The product', { ...place });
  return measuredProduct({ url, close: () => endChild(child) }, setting);
}
