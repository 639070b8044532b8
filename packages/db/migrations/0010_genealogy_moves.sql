CREATE TABLE "genealogy_move" (
	"id" text PRIMARY KEY NOT NULL,
	"tree" text NOT NULL,
	"distributor_id" text NOT NULL,
	"from_parent_id" text,
	"to_parent_id" text,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"approval_id" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"undone_at" timestamp (3) with time zone,
	"undone_by" text,
	"undo_reason" text,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	CONSTRAINT "genealogy_move_undone_by_somebody" CHECK (("genealogy_move"."undone_at" is null) = ("genealogy_move"."undone_by" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "genealogy_move_once_per_approval" ON "genealogy_move" USING btree ("approval_id");--> statement-breakpoint
CREATE INDEX "genealogy_move_of_distributor" ON "genealogy_move" USING btree ("distributor_id","seq");