import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from '@jest/globals';
import { migrationFaults } from './migration-rules.js';

const FOLDER = new URL('../../drizzle/', import.meta.url);
/** Migrations up to this one were made before the rules were. */
const BASELINE = 5;

const newer = readdirSync(FOLDER).filter((name) => /^\d{4}_.*\.sql$/.test(name) && Number(name.slice(0, 4)) > BASELINE);

it('no migration since the rules were made holds up a running service', () => {
  const faults = newer.flatMap((name) =>
    migrationFaults(readFileSync(new URL(name, FOLDER), 'utf8')).map((fault) => `${name}: ${fault}`),
  );
  expect(faults).toEqual([]);
});

describe('what would hold it up is found', () => {
  test.each([
    'ALTER TABLE "app"."case" ALTER COLUMN "x" SET NOT NULL;',
    'ALTER TABLE "app"."case" ALTER COLUMN "x" SET DATA TYPE text;',
    'ALTER TABLE "app"."case" RENAME COLUMN "x" TO "y";',
    'ALTER TABLE "app"."case" ADD CONSTRAINT "c" CHECK (x > 0);',
    'ALTER TABLE "app"."case" ADD COLUMN "x" text NOT NULL;',
    'CREATE INDEX "i" ON "app"."case" USING btree ("x");',
    'CREATE UNIQUE INDEX "i" ON "app"."case" ("x");',
  ])('%s', (text) => {
    expect(migrationFaults(text)).toHaveLength(1);
  });
});

describe('what holds up nobody is not', () => {
  test.each([
    'ALTER TABLE "app"."case" ADD COLUMN "x" text;',
    'ALTER TABLE "app"."case" ADD COLUMN "x" text DEFAULT \'\' NOT NULL;',
    'ALTER TABLE "app"."case" ADD CONSTRAINT "c" CHECK (x > 0) NOT VALID;',
    'ALTER TABLE "app"."case" VALIDATE CONSTRAINT "c";',
    'CREATE INDEX IF NOT EXISTS "i" ON "app"."case" ("x");',
    'CREATE TABLE "app"."new" ("id" uuid NOT NULL);\n--> statement-breakpoint\nCREATE INDEX "i" ON "app"."new" ("id");',
  ])('%s', (text) => {
    expect(migrationFaults(text)).toEqual([]);
  });
});
