CREATE SCHEMA "statistics";
--> statement-breakpoint
CREATE TABLE "statistics"."fact" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"municipality" text NOT NULL,
	"arrived_month" date,
	"left_month" date,
	"nationality_group" text NOT NULL,
	"scenario" text NOT NULL,
	"outcome" text,
	"application" text NOT NULL,
	"return_procedure" text NOT NULL,
	"stay_days" integer
);
--> statement-breakpoint
ALTER TABLE "statistics"."fact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."fact_of_case" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"fact_id" uuid NOT NULL,
	CONSTRAINT "fact_of_case_fact_id_unique" UNIQUE("fact_id")
);
--> statement-breakpoint
ALTER TABLE "app"."fact_of_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "statistics"."refreshed" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"position" bigint NOT NULL,
	"refreshed_at" timestamp with time zone NOT NULL,
	"municipalities" text[] NOT NULL,
	"first_month" date,
	"last_month" date,
	"undated" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "statistics"."refreshed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "fact_left" ON "statistics"."fact" USING btree ("left_month");