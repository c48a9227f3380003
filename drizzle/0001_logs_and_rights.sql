CREATE SCHEMA "audit";
--> statement-breakpoint
CREATE TABLE "app"."processing_activity" (
	"uri" text PRIMARY KEY NOT NULL,
	"partner_kind" text NOT NULL,
	"purpose" text NOT NULL,
	"name_nl" text NOT NULL,
	"name_en" text NOT NULL,
	"controller" text NOT NULL,
	"legal_basis" text NOT NULL,
	"categories" text[] NOT NULL,
	"retention" text NOT NULL,
	"confidential" boolean DEFAULT false NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date
);
--> statement-breakpoint
CREATE TABLE "app"."purpose_grant" (
	"organisation" text NOT NULL,
	"purpose" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "purpose_grant_organisation_purpose_pk" PRIMARY KEY("organisation","purpose")
);
--> statement-breakpoint
ALTER TABLE "app"."purpose_grant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."rectification" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"field" text NOT NULL,
	"categories" text[] NOT NULL,
	"agency" text NOT NULL,
	"organisation" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"statement" text NOT NULL,
	"outcome" text,
	"outcome_reason" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "app"."rectification" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."retention_term" (
	"what" text PRIMARY KEY NOT NULL,
	"days" integer NOT NULL,
	"basis" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."audit_record" (
	"month" date NOT NULL,
	"seq" bigint NOT NULL,
	"trace_id" text NOT NULL,
	"body" text NOT NULL,
	"hash" text NOT NULL,
	"signature" text,
	CONSTRAINT "audit_record_month_seq_pk" PRIMARY KEY("month","seq")
) PARTITION BY RANGE ("month");
--> statement-breakpoint
CREATE TABLE "audit"."ended_month" (
	"month" date PRIMARY KEY NOT NULL,
	"lines" bigint NOT NULL,
	"hash" text NOT NULL,
	"signature" text NOT NULL,
	"deleted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."export_cursor" (
	"collector" text PRIMARY KEY NOT NULL,
	"last_id" bigint NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit"."processing_record" (
	"month" date NOT NULL,
	"id" bigserial NOT NULL,
	"trace_id" text NOT NULL,
	"span_id" text NOT NULL,
	"parent_span_id" text,
	"name" text NOT NULL,
	"status_code" text NOT NULL,
	"start_time" timestamp with time zone NOT NULL,
	"end_time" timestamp with time zone NOT NULL,
	"processing_activity_id" text NOT NULL,
	"data_subject_id" text NOT NULL,
	"data_subject_id_type" text NOT NULL,
	"key_id" text NOT NULL,
	"organisation" text NOT NULL,
	"categories" text[] NOT NULL,
	CONSTRAINT "processing_record_month_id_pk" PRIMARY KEY("month","id")
) PARTITION BY RANGE ("month");
--> statement-breakpoint
ALTER TABLE "app"."organisation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."consent" ADD COLUMN "withdrawn_by" text;--> statement-breakpoint
CREATE INDEX "rectification_case" ON "app"."rectification" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "rectification_owner" ON "app"."rectification" USING btree ("organisation");--> statement-breakpoint
CREATE INDEX "audit_record_trace" ON "audit"."audit_record" USING btree ("trace_id");--> statement-breakpoint
CREATE INDEX "processing_record_trace" ON "audit"."processing_record" USING btree ("trace_id");--> statement-breakpoint
CREATE INDEX "processing_record_subject" ON "audit"."processing_record" USING btree ("data_subject_id");--> statement-breakpoint
CREATE FUNCTION "audit"."open_month"(wanted date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	first date := date_trunc('month', wanted)::date;
	parent text;
BEGIN
	FOREACH parent IN ARRAY ARRAY['processing_record', 'audit_record'] LOOP
		IF to_regclass(format('audit.%I', parent || to_char(first, '_YYYY_MM'))) IS NULL THEN
			EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.%I FOR VALUES FROM (%L) TO (%L)',
				parent || to_char(first, '_YYYY_MM'), parent, first, (first + interval '1 month')::date);
		END IF;
	END LOOP;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "audit"."open_month"(date) FROM PUBLIC;--> statement-breakpoint
INSERT INTO "app"."purpose_grant" ("organisation", "purpose", "valid_from")
SELECT o."code", p."purpose", o."valid_from" FROM "app"."organisation" o JOIN (VALUES
	('MUNICIPALITY', 'CASE_COORDINATION'), ('MUNICIPALITY', 'SHELTER_OPERATIONS'), ('MUNICIPALITY', 'SUBJECT_ACCESS'),
	('NGO', 'GUIDANCE'), ('IND', 'RESIDENCE_DECISION'), ('DTV', 'RETURN'), ('AVIM', 'SUPERVISION'),
	('AVIM', 'IDENTIFICATION'), ('RESEARCHER', 'STATISTICS'), ('PROGRAMME_OFFICE', 'STATISTICS'),
	('PROGRAMME_OFFICE', 'GRANT_ADMINISTRATION'), ('PRIVACY_OFFICER', 'SUBJECT_ACCESS')
) p ("kind", "purpose") ON p."kind" = o."partner_kind";
