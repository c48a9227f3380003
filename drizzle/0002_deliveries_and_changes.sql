CREATE SEQUENCE "app"."change_position" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "app"."change" (
	"position" bigint NOT NULL,
	"part" text NOT NULL,
	"organisation" text NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "change_position_part_organisation_pk" PRIMARY KEY("position","part","organisation")
);
--> statement-breakpoint
ALTER TABLE "app"."change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."webhook" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation" text NOT NULL,
	"purpose" text NOT NULL,
	"url" text NOT NULL,
	"secret" "bytea" NOT NULL,
	"position" bigint NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"failing_since" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "app"."webhook" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."webhook_failure" (
	"webhook_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"position" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"reason" text NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_failure_webhook_id_position_pk" PRIMARY KEY("webhook_id","position")
);
--> statement-breakpoint
ALTER TABLE "app"."webhook_failure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."delivery_chunk" (
	"delivery_id" uuid NOT NULL,
	"start" bigint NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "delivery_chunk_delivery_id_start_pk" PRIMARY KEY("delivery_id","start")
);
--> statement-breakpoint
CREATE TABLE "app"."delivery_seen" (
	"delivery_id" uuid NOT NULL,
	"source_key" text NOT NULL,
	CONSTRAINT "delivery_seen_delivery_id_source_key_pk" PRIMARY KEY("delivery_id","source_key")
);
--> statement-breakpoint
CREATE TABLE "app"."freshness" (
	"agency" text PRIMARY KEY NOT NULL,
	"ended_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."source_copy" (
	"agency" text NOT NULL,
	"case_id" uuid NOT NULL,
	"retrieved_at" timestamp with time zone NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "source_copy_agency_case_id_pk" PRIMARY KEY("agency","case_id")
);
--> statement-breakpoint
ALTER TABLE "app"."delivery" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "mode" text DEFAULT 'DELTA' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "state" text DEFAULT 'APPLYING' NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "idempotency_key" text;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "bytes_received" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "body_hash" text;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "applied_place" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "folded_through" text;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "waiting" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "closed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "to_close" integer;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "confirmed_by" text;--> statement-breakpoint
ALTER TABLE "app"."delivery" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "app"."record" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "avim"."document" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "avim"."identity" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "avim"."measure" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "avim"."reporting_duty" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "dtv"."laissez_passer" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "dtv"."officer" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "dtv"."procedure" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "dtv"."travel" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guidance"."person_birth" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guidance"."person_contact" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guidance"."person_name" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guidance"."person_nationality" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guidance"."trajectory" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ind"."application" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ind"."legal" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ind"."medical_outcome" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ind"."person_birth" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ind"."person_bsn" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ind"."person_name" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ind"."person_nationality" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."attention" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."case_file" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."effort" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."outflow" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."person_birth" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."person_bsn" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."person_contact" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."person_name" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."person_nationality" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."place" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."plan" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shelter"."stay" ADD COLUMN "record_closed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "change_case" ON "app"."change" USING btree ("case_id","position");--> statement-breakpoint
CREATE INDEX "change_age" ON "app"."change" USING btree ("recorded_at");--> statement-breakpoint
CREATE INDEX "change_reach" ON "app"."change" USING btree ("organisation","position") WHERE part = 'app.reach';--> statement-breakpoint
CREATE INDEX "webhook_due" ON "app"."webhook" USING btree ("next_attempt_at");--> statement-breakpoint
CREATE INDEX "source_copy_age" ON "app"."source_copy" USING btree ("retrieved_at");--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_once" ON "app"."delivery" USING btree ("organisation","idempotency_key");--> statement-breakpoint
CREATE INDEX "delivery_open" ON "app"."delivery" USING btree ("state");--> statement-breakpoint
ALTER TABLE "app"."match_candidate" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."match_candidate" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."match_candidate" ADD COLUMN "agrees" text[] DEFAULT '{"NAME","BIRTH_DATE","NATIONALITY"}' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "match_candidate_id" ON "app"."match_candidate" USING btree ("id");--> statement-breakpoint
CREATE INDEX "match_candidate_case" ON "app"."match_candidate" USING btree ("case_id","found_at");--> statement-breakpoint
UPDATE "app"."match_candidate" SET "decision" = 'REJECTED' WHERE "decision" = 'REFUSED';--> statement-breakpoint
UPDATE "app"."delivery" SET "state" = CASE WHEN "complete" THEN 'DONE' ELSE 'FAILED' END;--> statement-breakpoint
INSERT INTO "app"."freshness" ("agency", "ended_at") SELECT "agency", max("ended_at") FROM "app"."delivery" WHERE "complete" AND "ended_at" IS NOT NULL GROUP BY "agency";
