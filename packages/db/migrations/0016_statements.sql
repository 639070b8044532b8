CREATE TABLE "statement" (
	"id" text PRIMARY KEY NOT NULL,
	"distributor_id" text NOT NULL,
	"currency" text NOT NULL,
	"period_id" text NOT NULL,
	"opening_minor" bigint NOT NULL,
	"closing_minor" bigint NOT NULL,
	"entries" integer NOT NULL,
	"content" text NOT NULL,
	"hash" text NOT NULL,
	"built_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "statement_cut" (
	"period_id" text PRIMARY KEY NOT NULL,
	"from_block" bigint NOT NULL,
	"to_block" bigint NOT NULL,
	"hash" text NOT NULL,
	"cut_at" timestamp (3) with time zone NOT NULL,
	"built_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "statement" ADD CONSTRAINT "statement_period_id_statement_cut_period_id_fk" FOREIGN KEY ("period_id") REFERENCES "public"."statement_cut"("period_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "statement_once_per_period" ON "statement" USING btree ("distributor_id","currency","period_id");--> statement-breakpoint
CREATE INDEX "statement_of_period" ON "statement" USING btree ("period_id");
--> statement-breakpoint
do $$ begin
  create trigger deny_change before update or delete on statement for each row execute function refuse_change();
  alter table statement enable always trigger deny_change;
  create trigger deny_truncate before truncate on statement for each statement execute function refuse_change();
  alter table statement enable always trigger deny_truncate;
end $$;
--> statement-breakpoint
-- A cut is found once; afterwards only the end of its building is noted.
create function guard_statement_cut() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' or (old.period_id, old.from_block, old.to_block, old.hash, old.cut_at) is distinct from (new.period_id, new.from_block, new.to_block, new.hash, new.cut_at) then
    raise exception 'the cut of % is immutable', old.period_id using errcode = 'P0L01'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before update or delete on statement_cut for each row execute function guard_statement_cut();
--> statement-breakpoint
alter table statement_cut enable always trigger guard;
