CREATE UNIQUE INDEX IF NOT EXISTS "reach_probe" ON "app"."reach" USING btree ("case_id","organisation" collate "C");--> statement-breakpoint
DROP INDEX IF EXISTS "app"."reach_case";
