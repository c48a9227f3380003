CREATE TABLE "app"."session_renewal" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"sealed" text
);
