CREATE TABLE "plan_scenario" (
	"id" text PRIMARY KEY NOT NULL,
	"plan_version_id" text NOT NULL,
	"scenario" jsonb NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "plan_version" ADD COLUMN "ticked_warnings" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "plan_scenario" ADD CONSTRAINT "plan_scenario_plan_version_id_plan_version_id_fk" FOREIGN KEY ("plan_version_id") REFERENCES "public"."plan_version"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_scenario_of_version" ON "plan_scenario" USING btree ("plan_version_id","created_at","id");--> statement-breakpoint
ALTER TABLE "plan_version" ADD CONSTRAINT "plan_version_is_published_by_another_than_asked" CHECK ("plan_version"."status" <> 'scheduled' or "plan_version"."version" = 1 or "plan_version"."requested_by" is null or "plan_version"."requested_by" <> "plan_version"."published_by");--> statement-breakpoint
-- The cases of a published version are what it was published with; a draft takes its own along when it is thrown away.
create function guard_plan_scenario() returns trigger language plpgsql as $$ begin
  if exists (select 1 from plan_version v
              where v.id = any (array[case when tg_op <> 'INSERT' then old.plan_version_id end, case when tg_op <> 'DELETE' then new.plan_version_id end])
                and v.status <> 'draft') then
    raise exception 'the scenarios of a published plan version are immutable' using errcode = 'P0L01'; end if;
  return case tg_op when 'DELETE' then old else new end; end $$;
--> statement-breakpoint
create trigger guard before insert or update or delete on plan_scenario for each row execute function guard_plan_scenario();
--> statement-breakpoint
alter table plan_scenario enable always trigger guard;
