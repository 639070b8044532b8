CREATE TABLE "commission_run" (
	"id" text PRIMARY KEY NOT NULL,
	"period_id" text NOT NULL,
	"cadence" text NOT NULL,
	"plan_version_id" text NOT NULL,
	"plan_version" integer NOT NULL,
	"currency" text NOT NULL,
	"freeze_seq" bigint NOT NULL,
	"frozen_at" timestamp (3) with time zone NOT NULL,
	"is_automatic" boolean NOT NULL,
	"state" text NOT NULL,
	"step" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"result_hash" text,
	"facts_hash" text,
	"line_count" integer DEFAULT 0 NOT NULL,
	"total_minor" bigint DEFAULT 0 NOT NULL,
	"summary" jsonb,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"evaluated_at" timestamp (3) with time zone,
	"approval_id" text,
	"approved_by" text,
	"approved_at" timestamp (3) with time zone,
	"posted_by" text,
	"posted_at" timestamp (3) with time zone,
	"cancelled_by" text,
	"cancelled_at" timestamp (3) with time zone,
	"cancel_reason" text,
	CONSTRAINT "commission_run_second_person" CHECK ("commission_run"."approved_by" is null or "commission_run"."approved_by" <> "commission_run"."created_by")
);
--> statement-breakpoint
CREATE TABLE "commission_run_line" (
	"run_id" text NOT NULL,
	"line_key_hash" text NOT NULL,
	"line_key" text NOT NULL,
	"earner_id" text NOT NULL,
	"bonus_id" text NOT NULL,
	"source_key" text NOT NULL,
	"level" integer NOT NULL,
	"amount_minor" bigint NOT NULL,
	CONSTRAINT "commission_run_line_pk" PRIMARY KEY("run_id","line_key_hash")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "commission_run_one_at_a_time" ON "commission_run" USING btree ("period_id") WHERE state <> 'cancelled';--> statement-breakpoint
CREATE INDEX "commission_run_by_created" ON "commission_run" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "commission_run_line_of_earner" ON "commission_run_line" USING btree ("run_id","earner_id");--> statement-breakpoint
-- A run keeps what it read and what it came to; its state moves by this table only; nobody approves a run that he started, and an
-- approval is of exactly its result. Without one it posts only when it was started to post by itself.
create function guard_commission_run() returns trigger language plpgsql as $$ declare v_moves text; begin
  if tg_op = 'DELETE' then raise exception 'runs are never deleted' using errcode = 'P0L01'; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'frozen' or new.result_hash is not null or new.approved_by is not null then
      raise exception 'a run begins with a freeze' using errcode = 'P0L10'; end if;
    return new; end if;
  if (old.id, old.period_id, old.cadence, old.plan_version_id, old.plan_version, old.currency, old.freeze_seq, old.frozen_at, old.is_automatic, old.created_by, old.created_at)
       is distinct from
     (new.id, new.period_id, new.cadence, new.plan_version_id, new.plan_version, new.currency, new.freeze_seq, new.frozen_at, new.is_automatic, new.created_by, new.created_at)
     or (old.state <> 'frozen' and (old.result_hash, old.facts_hash, old.line_count, old.total_minor, old.summary, old.evaluated_at)
       is distinct from (new.result_hash, new.facts_hash, new.line_count, new.total_minor, new.summary, new.evaluated_at))
     or (old.approved_by is not null and (old.approval_id, old.approved_by, old.approved_at) is distinct from (new.approval_id, new.approved_by, new.approved_at)) then
    raise exception 'run % keeps what it read and came to', old.id using errcode = 'P0L01'; end if;
  if old.state = new.state then return new; end if;
  v_moves := old.state || '>' || new.state;
  if v_moves not in ('frozen>evaluated', 'frozen>cancelled', 'evaluated>approved', 'evaluated>cancelled', 'approved>posting', 'approved>cancelled', 'posting>posted')
     and not (v_moves = 'evaluated>posting' and old.is_automatic) then
    raise exception 'run % is %, and never becomes %', old.id, old.state, new.state using errcode = 'P0L10'; end if;
  if new.state = 'evaluated' and (new.result_hash is null or new.facts_hash is null) then
    raise exception 'run % has no result', old.id using errcode = 'P0L10'; end if;
  if new.state = 'approved' and not exists (select 1 from ledger.approvals a where a.id = new.approval_id and a.subject = 'commission_run'
       and a.subject_id = new.id and a.used_by = new.id and a.approved_by = new.approved_by and a.approved_by <> new.created_by
       and a.body->>'resultHash' = new.result_hash and a.body->>'factsHash' = new.facts_hash) then
    raise exception 'run % is approved by nobody for this result', old.id using errcode = 'P0L07'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before insert or update or delete on commission_run for each row execute function guard_commission_run();
--> statement-breakpoint
alter table commission_run enable always trigger guard;
--> statement-breakpoint
create function guard_commission_run_line() returns trigger language plpgsql as $$ declare bad text; begin
  select n.run_id into bad from (select distinct run_id from new_rows) n left join commission_run r on r.id = n.run_id where r.state is distinct from 'frozen' limit 1;
  if found then raise exception 'run % has its lines already', bad using errcode = 'P0L01'; end if; return null; end $$;
--> statement-breakpoint
create trigger only_with_the_result after insert on commission_run_line referencing new table as new_rows for each statement execute function guard_commission_run_line();
--> statement-breakpoint
alter table commission_run_line enable always trigger only_with_the_result;
--> statement-breakpoint
create trigger deny_change before update or delete on commission_run_line for each row execute function refuse_change();
--> statement-breakpoint
alter table commission_run_line enable always trigger deny_change;
--> statement-breakpoint
do $$ declare t text; begin
  foreach t in array array['commission_run','commission_run_line','period'] loop
    execute format('create trigger deny_truncate before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger deny_truncate', t); end loop; end $$;
--> statement-breakpoint
-- A period closes by the run that posts its result, and a closed one stays as it is.
create function guard_period() returns trigger language plpgsql as $$ begin
  if tg_op <> 'INSERT' and old.status = 'closed' and (tg_op = 'DELETE' or new is distinct from old) then
    raise exception 'period % is closed', old.id using errcode = 'P0L01'; end if;
  if tg_op = 'DELETE' then return old; end if;
  if new.status = 'closed' and (tg_op = 'INSERT' or old.status <> 'closed') and not exists (select 1 from commission_run r where r.period_id = new.id
       and r.state = 'posting' and r.result_hash = new.result_hash and r.freeze_seq = new.freeze_seq) then
    raise exception 'period % is closed by no run', new.id using errcode = 'P0L07'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before insert or update or delete on period for each row execute function guard_period();
--> statement-breakpoint
alter table period enable always trigger guard;
