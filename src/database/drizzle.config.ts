import { defineConfig } from 'drizzle-kit';

/** Where `drizzle-kit generate` finds the tables and puts the migrations. */
export default defineConfig({
  dialect: 'postgresql',
  schema: [
    './src/database/app.tables.ts',
    './src/database/audit.tables.ts',
    './src/database/change.tables.ts',
    './src/database/delivery.tables.ts',
    './src/sources/*/tables.ts',
    './src/statistics/facts/tables.ts',
  ],
  out: './drizzle',
});
