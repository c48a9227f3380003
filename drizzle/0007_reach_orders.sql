ALTER TABLE "app"."reach" ALTER COLUMN "arrived_at" SET DEFAULT '-infinity';--> statement-breakpoint
ALTER TABLE "app"."reach" ADD COLUMN IF NOT EXISTS "left_at" date DEFAULT '-infinity' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."reach" ADD COLUMN IF NOT EXISTS "status" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."reach" ADD COLUMN IF NOT EXISTS "municipality" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "reach_left" ON "app"."reach" USING btree ("organisation","left_at","case_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "reach_status" ON "app"."reach" USING btree ("organisation","status","case_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "reach_municipality" ON "app"."reach" USING btree ("organisation","municipality","case_id");--> statement-breakpoint
CREATE FUNCTION "app"."reach_from_index"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	indexed app.case_index;
BEGIN
	SELECT * INTO indexed FROM app.case_index i WHERE i.id = NEW.case_id;
	IF FOUND THEN
		NEW.arrived_at := coalesce(indexed.arrived_at, '-infinity');
		NEW.left_at := coalesce(indexed.left_at, '-infinity');
		NEW.status := indexed.status;
		NEW.municipality := indexed.municipality;
	END IF;
	RETURN NEW;
END $$;--> statement-breakpoint
CREATE FUNCTION "app"."index_into_reach"() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	UPDATE app.reach r SET
		arrived_at = coalesce(w.arrived_at, '-infinity'), left_at = coalesce(w.left_at, '-infinity'),
		status = w.status, municipality = w.municipality
	FROM written w
	WHERE r.case_id = w.id AND (r.arrived_at, r.left_at, r.status, r.municipality) IS DISTINCT FROM
		(coalesce(w.arrived_at, '-infinity'), coalesce(w.left_at, '-infinity'), w.status, w.municipality);
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "reach_from_index" BEFORE INSERT ON "app"."reach"
	FOR EACH ROW EXECUTE FUNCTION "app"."reach_from_index"();--> statement-breakpoint
CREATE TRIGGER "index_into_reach_inserted" AFTER INSERT ON "app"."case_index" REFERENCING NEW TABLE AS written
	FOR EACH STATEMENT EXECUTE FUNCTION "app"."index_into_reach"();--> statement-breakpoint
CREATE TRIGGER "index_into_reach_updated" AFTER UPDATE ON "app"."case_index" REFERENCING NEW TABLE AS written
	FOR EACH STATEMENT EXECUTE FUNCTION "app"."index_into_reach"();
