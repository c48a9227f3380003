CREATE TABLE "avim"."read_model" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"made_as" text,
	"reporting_duty" json,
	"measure" json,
	"identity" json,
	"document" json
);
--> statement-breakpoint
ALTER TABLE "avim"."read_model" SET (toast_tuple_target = 8160);--> statement-breakpoint
ALTER TABLE "avim"."read_model" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "dtv"."read_model" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"made_as" text,
	"procedure" json,
	"laissez_passer" json,
	"travel" json,
	"officer" json
);
--> statement-breakpoint
ALTER TABLE "dtv"."read_model" SET (toast_tuple_target = 8160);--> statement-breakpoint
ALTER TABLE "dtv"."read_model" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guidance"."read_model" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"made_as" text,
	"person_name" json,
	"person_birth" json,
	"person_nationality" json,
	"person_contact" json,
	"trajectory" json
);
--> statement-breakpoint
ALTER TABLE "guidance"."read_model" SET (toast_tuple_target = 8160);--> statement-breakpoint
ALTER TABLE "guidance"."read_model" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ind"."read_model" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"made_as" text,
	"person_name" json,
	"person_birth" json,
	"person_nationality" json,
	"person_bsn" json,
	"application" json,
	"legal" json,
	"medical_outcome" json
);
--> statement-breakpoint
ALTER TABLE "ind"."read_model" SET (toast_tuple_target = 8160);--> statement-breakpoint
ALTER TABLE "ind"."read_model" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "shelter"."read_model" (
	"case_id" uuid PRIMARY KEY NOT NULL,
	"made_as" text,
	"case_file" json,
	"person_name" json,
	"person_birth" json,
	"person_nationality" json,
	"person_bsn" json,
	"person_contact" json,
	"stay" json,
	"plan" json,
	"effort" json,
	"outflow" json
);
--> statement-breakpoint
ALTER TABLE "shelter"."read_model" SET (toast_tuple_target = 8160);--> statement-breakpoint
ALTER TABLE "shelter"."read_model" ENABLE ROW LEVEL SECURITY;
