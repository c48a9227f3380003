ALTER TABLE "app"."quarantine" ALTER COLUMN "delete_after" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."processing_activity" ADD COLUMN "ended_at" timestamp with time zone;