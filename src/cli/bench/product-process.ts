import { readConfig } from '../../config.js';
import { openDatabase } from '../../database/database.js';
import { readPolicy } from '../policy-file.js';
import type { ChildHello } from './child-server.js';
import { listen } from './product.js';

/** What the product is told: where its data folder is, and which database it serves. */
export interface ProductPlace {
  readonly dataFolder: string;
  readonly databaseUrl: string;
}

/** Serves the product until whoever started this process is gone. */
async function serve({ dataFolder, databaseUrl }: ProductPlace): Promise<string> {
  const config = readConfig({ KETENZICHT_DATA_FOLDER: dataFolder });
  const database = await openDatabase({ ...config, databaseUrl });
  const product = await listen({ config, database, policy: await readPolicy() });
  process.removeAllListeners('disconnect').once('disconnect', async () => {
    await product.close();
    await database.close();
    process.exit(0);
  });
  return product.url;
}

process.once('disconnect', () => process.exit(1));
process.once('message', (place: ProductPlace) => {
  serve(place).then(
    (url) => process.send?.({ url } satisfies ChildHello),
    (error: unknown) => process.send?.({ error: String(error) } satisfies ChildHello),
  );
});
