CREATE SCHEMA "app";
--> statement-breakpoint
CREATE SCHEMA "avim";
--> statement-breakpoint
CREATE SCHEMA "dtv";
--> statement-breakpoint
CREATE SCHEMA "guidance";
--> statement-breakpoint
CREATE SCHEMA "ind";
--> statement-breakpoint
CREATE SCHEMA "shelter";
--> statement-breakpoint
CREATE TABLE "app"."case_index" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"status" text NOT NULL,
	"municipality" text NOT NULL,
	"arrived_at" date,
	"left_at" date
);
--> statement-breakpoint
ALTER TABLE "app"."case_index" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."case_key" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"v_number" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "case_key_v_number_unique" UNIQUE("v_number")
);
--> statement-breakpoint
CREATE TABLE "app"."case_v_number" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"v_number" text NOT NULL,
	CONSTRAINT "case_v_number_v_number_unique" UNIQUE("v_number")
);
--> statement-breakpoint
ALTER TABLE "app"."case_v_number" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."consent" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"case_id" uuid NOT NULL,
	"partner_kind" text NOT NULL,
	"organisation" text,
	"given_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"recorded_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."consent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."delivery" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"agency" text NOT NULL,
	"organisation" text NOT NULL,
	"file_name" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"received" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"superseded" integer DEFAULT 0 NOT NULL,
	"quarantined" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"complete" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "app"."fragment" (
	"agency" text NOT NULL,
	"organisation" text NOT NULL,
	"source_key" text NOT NULL,
	"fragment_key" text NOT NULL,
	"payload" jsonb NOT NULL,
	CONSTRAINT "fragment_agency_organisation_source_key_fragment_key_pk" PRIMARY KEY("agency","organisation","source_key","fragment_key")
);
--> statement-breakpoint
CREATE TABLE "app"."match_candidate" (
	"agency" text NOT NULL,
	"organisation" text NOT NULL,
	"source_key" text NOT NULL,
	"case_id" uuid NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decision" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	CONSTRAINT "match_candidate_agency_organisation_source_key_case_id_pk" PRIMARY KEY("agency","organisation","source_key","case_id")
);
--> statement-breakpoint
CREATE TABLE "app"."organisation" (
	"code" text PRIMARY KEY NOT NULL,
	"partner_kind" text NOT NULL,
	"name" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "app"."participation" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"begun_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"recorded_by" text NOT NULL,
	CONSTRAINT "participation_case_id_organisation_pk" PRIMARY KEY("case_id","organisation")
);
--> statement-breakpoint
CREATE TABLE "app"."quarantine" (
	"agency" text NOT NULL,
	"organisation" text NOT NULL,
	"source_key" text NOT NULL,
	"v_number" text,
	"payload" jsonb NOT NULL,
	"reason" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delete_after" timestamp with time zone NOT NULL,
	CONSTRAINT "quarantine_agency_organisation_source_key_pk" PRIMARY KEY("agency","organisation","source_key")
);
--> statement-breakpoint
CREATE TABLE "app"."reach" (
	"organisation" text NOT NULL,
	"case_id" uuid NOT NULL,
	"arrived_at" date NOT NULL,
	CONSTRAINT "reach_organisation_case_id_pk" PRIMARY KEY("organisation","case_id")
);
--> statement-breakpoint
ALTER TABLE "app"."reach" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."record" (
	"agency" text NOT NULL,
	"organisation" text NOT NULL,
	"source_key" text NOT NULL,
	"case_id" uuid,
	"v_number" text,
	"version" integer DEFAULT 0 NOT NULL,
	"content_hash" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "record_agency_organisation_source_key_pk" PRIMARY KEY("agency","organisation","source_key")
);
--> statement-breakpoint
CREATE TABLE "app"."rejected_row" (
	"delivery_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"reason" text NOT NULL,
	"raw" text NOT NULL,
	CONSTRAINT "rejected_row_delivery_id_place_pk" PRIMARY KEY("delivery_id","place")
);
--> statement-breakpoint
CREATE TABLE "avim"."document" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"number" text,
	"issued_by" text,
	"valid_until" date,
	CONSTRAINT "document_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "avim"."document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "avim"."identity" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"established" boolean NOT NULL,
	"established_at" date,
	"source_level" smallint,
	CONSTRAINT "identity_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "avim"."identity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "avim"."measure" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"measure" text NOT NULL,
	"measure_from" date,
	"measure_until" date,
	CONSTRAINT "measure_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "avim"."measure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "avim"."reporting_duty" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reporting_duty" boolean NOT NULL,
	"reporting_status" text,
	CONSTRAINT "reporting_duty_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "avim"."reporting_duty" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dtv"."laissez_passer" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"laissez_passer_stage" text NOT NULL,
	"laissez_passer_country" text,
	CONSTRAINT "laissez_passer_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "dtv"."laissez_passer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dtv"."officer" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"telephone" text,
	"email" text,
	CONSTRAINT "officer_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "dtv"."officer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dtv"."procedure" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text NOT NULL,
	"opened_at" date,
	"closed_at" date,
	"departure_kind" text,
	CONSTRAINT "procedure_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "dtv"."procedure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dtv"."travel" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"planned_departure_at" date,
	"supported_by_iom" boolean,
	CONSTRAINT "travel_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "dtv"."travel" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guidance"."person_birth" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"birth_date" text,
	"birth_place" text,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_birth_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "guidance"."person_birth" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guidance"."person_contact" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"telephone" text,
	"email" text,
	"language" text,
	"interpreter" text,
	CONSTRAINT "person_contact_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "guidance"."person_contact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guidance"."person_name" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"family_name" text,
	"given_names" text,
	"aliases" text[],
	"search_key" text NOT NULL,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_name_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "guidance"."person_name" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guidance"."person_nationality" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"nationalities" text[] NOT NULL,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_nationality_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "guidance"."person_nationality" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guidance"."trajectory" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"phase" text NOT NULL,
	"goal" text,
	"started_at" date,
	"ended_at" date,
	CONSTRAINT "trajectory_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "guidance"."trajectory" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ind"."application" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"submitted_at" date,
	"decided_at" date,
	"outcome" text,
	CONSTRAINT "application_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "ind"."application" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ind"."legal" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"legal_article" text,
	"remedy" text,
	"remedy_deadline" date,
	"return_decision_at" date,
	"entry_ban_until" date,
	CONSTRAINT "legal_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "ind"."legal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ind"."medical_outcome" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"medical_outcome" text NOT NULL,
	"medical_valid_until" date,
	CONSTRAINT "medical_outcome_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "ind"."medical_outcome" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ind"."person_birth" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"birth_date" text,
	"birth_place" text,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_birth_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "ind"."person_birth" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ind"."person_bsn" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"bsn" text NOT NULL,
	CONSTRAINT "person_bsn_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "ind"."person_bsn" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ind"."person_name" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"family_name" text,
	"given_names" text,
	"aliases" text[],
	"search_key" text NOT NULL,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_name_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "ind"."person_name" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ind"."person_nationality" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"nationalities" text[] NOT NULL,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_nationality_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "ind"."person_nationality" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."attention" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attention" text NOT NULL,
	CONSTRAINT "attention_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."attention" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."case_file" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"status" text NOT NULL,
	"municipality" text NOT NULL,
	"arrived_at" date,
	"left_at" date,
	CONSTRAINT "case_file_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."case_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."effort" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"effort" text NOT NULL,
	"due_at" date,
	CONSTRAINT "effort_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."effort" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."outflow" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	"durability" text NOT NULL,
	"destination" text,
	"left_at" date,
	CONSTRAINT "outflow_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."outflow" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."person_birth" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"birth_date" text,
	"birth_place" text,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_birth_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."person_birth" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."person_bsn" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"bsn" text NOT NULL,
	CONSTRAINT "person_bsn_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."person_bsn" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."person_contact" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"telephone" text,
	"email" text,
	"language" text,
	"interpreter" text,
	CONSTRAINT "person_contact_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."person_contact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."person_name" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"family_name" text,
	"given_names" text,
	"aliases" text[],
	"search_key" text NOT NULL,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_name_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."person_name" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."person_nationality" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"nationalities" text[] NOT NULL,
	"source_level" smallint NOT NULL,
	CONSTRAINT "person_nationality_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."person_nationality" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."place" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"location" text,
	"address" text,
	"room" text,
	CONSTRAINT "place_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."place" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."plan" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"scenario" text NOT NULL,
	"decided_at" date,
	CONSTRAINT "plan_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."plan" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."stay" (
	"case_id" uuid NOT NULL,
	"organisation" text NOT NULL,
	"delivered_by" text NOT NULL,
	"source_key" text NOT NULL,
	"record_key" text NOT NULL,
	"recorded_at" timestamp with time zone,
	"retrieved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"arrived_at" date NOT NULL,
	"departed_at" date,
	"kind" text NOT NULL,
	CONSTRAINT "stay_delivered_by_source_key_record_key_pk" PRIMARY KEY("delivered_by","source_key","record_key")
);
--> statement-breakpoint
ALTER TABLE "shelter"."stay" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "case_index_arrived" ON "app"."case_index" USING btree ("arrived_at","id");--> statement-breakpoint
CREATE INDEX "consent_case" ON "app"."consent" USING btree ("case_id","partner_kind");--> statement-breakpoint
CREATE UNIQUE INDEX "consent_once" ON "app"."consent" USING btree ("case_id","partner_kind","organisation","given_at");--> statement-breakpoint
CREATE INDEX "quarantine_v_number" ON "app"."quarantine" USING btree ("v_number");--> statement-breakpoint
CREATE INDEX "quarantine_name" ON "app"."quarantine" USING btree (("payload" #>> '{identifiers,nameKey}'));--> statement-breakpoint
CREATE INDEX "reach_arrived" ON "app"."reach" USING btree ("organisation","arrived_at","case_id");--> statement-breakpoint
CREATE INDEX "reach_case" ON "app"."reach" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "record_case" ON "app"."record" USING btree ("case_id","agency");--> statement-breakpoint
CREATE INDEX "record_v_number" ON "app"."record" USING btree ("v_number");--> statement-breakpoint
CREATE INDEX "document_case" ON "avim"."document" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "identity_case" ON "avim"."identity" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "measure_case" ON "avim"."measure" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "reporting_duty_case" ON "avim"."reporting_duty" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "laissez_passer_case" ON "dtv"."laissez_passer" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "officer_case" ON "dtv"."officer" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "procedure_case" ON "dtv"."procedure" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "travel_case" ON "dtv"."travel" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_birth_case" ON "guidance"."person_birth" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_contact_case" ON "guidance"."person_contact" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_name_case" ON "guidance"."person_name" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_name_search" ON "guidance"."person_name" USING btree ("search_key");--> statement-breakpoint
CREATE INDEX "person_nationality_case" ON "guidance"."person_nationality" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "trajectory_case" ON "guidance"."trajectory" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "application_case" ON "ind"."application" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "legal_case" ON "ind"."legal" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "medical_outcome_case" ON "ind"."medical_outcome" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_birth_case" ON "ind"."person_birth" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_bsn_case" ON "ind"."person_bsn" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_name_case" ON "ind"."person_name" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_name_search" ON "ind"."person_name" USING btree ("search_key");--> statement-breakpoint
CREATE INDEX "person_nationality_case" ON "ind"."person_nationality" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "attention_case" ON "shelter"."attention" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_file_case" ON "shelter"."case_file" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "effort_case" ON "shelter"."effort" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "outflow_case" ON "shelter"."outflow" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "outflow_reason" ON "shelter"."outflow" USING btree ("reason","case_id");--> statement-breakpoint
CREATE INDEX "person_birth_case" ON "shelter"."person_birth" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_bsn_case" ON "shelter"."person_bsn" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_contact_case" ON "shelter"."person_contact" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_name_case" ON "shelter"."person_name" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "person_name_search" ON "shelter"."person_name" USING btree ("search_key");--> statement-breakpoint
CREATE INDEX "person_nationality_case" ON "shelter"."person_nationality" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "place_case" ON "shelter"."place" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "plan_case" ON "shelter"."plan" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "plan_scenario" ON "shelter"."plan" USING btree ("scenario","case_id");--> statement-breakpoint
CREATE INDEX "stay_case" ON "shelter"."stay" USING btree ("case_id");