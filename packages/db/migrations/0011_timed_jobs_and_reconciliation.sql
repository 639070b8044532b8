CREATE TABLE "reconciliation_check" (
	"check" text PRIMARY KEY NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"took_ms" integer,
	"fault_count" integer DEFAULT 0 NOT NULL,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"faulty_since" timestamp (3) with time zone,
	"head_block" bigint,
	"head_hash" text
);
--> statement-breakpoint
CREATE TABLE "timed_job" (
	"name" text PRIMARY KEY NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"paused_by" text,
	"asked_key" text,
	"asked_at" timestamp (3) with time zone,
	"asked_by" text
);
--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "asked_by" text;--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "late_seconds" integer;--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "tries" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "job_run" ADD COLUMN "log" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "job_run_of_name" ON "job_run" USING btree ("name","started_at");
--> statement-breakpoint
-- The blocks after one that was verified: what is new is compared in a moment, however long the chain is.
create function ledger.verify_after(p_block bigint) returns table (block bigint, ok boolean) language sql stable set search_path = pg_catalog, pg_temp as $$
  select s.block, coalesce(s.prev = case when s.block = 1 then sha256('genesis'::bytea) else (select p.hash from ledger.seals p where p.block = s.block - 1) end
     and s.tx_count = (select count(*) from ledger.sealed_transactions x where x.block = s.block)
     and s.hash = sha256(s.prev || (select string_agg(coalesce(ledger.tx_digest(x.tx_id), '\x00'::bytea), ''::bytea order by x.tx_id) from ledger.sealed_transactions x where x.block = s.block)), false)
    from ledger.seals s where s.block > p_block order by s.block $$;
--> statement-breakpoint
revoke execute on function ledger.verify_after(bigint) from public;
--> statement-breakpoint
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'upline_app') then return; end if;
  grant execute on function ledger.verify_after(bigint) to upline_app;
end $$;
--> statement-breakpoint
-- The exact text that the seal hashes, so that an auditor can hash it again elsewhere; the digest is made of it.
create function ledger.tx_text(v bigint) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_array(t.id, t.kind, t.idem_key, encode(t.body_hash, 'hex'), t.source_type, t.source_id, t.reverses_id, t.approval_id, t.plan_version, t.period_id, t.reason, t.actor,
     extract(epoch from t.effective_at), extract(epoch from t.recorded_at),
     (select jsonb_agg(jsonb_build_array(e.line, e.account_id, e.currency, e.amount) order by e.line) from ledger.entries e where e.tx_id = t.id))::text from ledger.transactions t where t.id = v $$;
--> statement-breakpoint
create or replace function ledger.tx_digest(v bigint) returns bytea language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(convert_to(ledger.tx_text(v), 'UTF8')) $$;
--> statement-breakpoint
revoke execute on function ledger.tx_text(bigint) from public;
--> statement-breakpoint
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'upline_app') then return; end if;
  grant execute on function ledger.tx_text(bigint) to upline_app;
end $$;
