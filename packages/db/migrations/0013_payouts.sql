CREATE TABLE "payout" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"provider_key" text NOT NULL,
	"batch_id" text NOT NULL,
	"distributor_id" text NOT NULL,
	"cycle" text NOT NULL,
	"currency" text NOT NULL,
	"gross_minor" bigint NOT NULL,
	"fee_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"net_minor" bigint NOT NULL,
	"taxed_before_minor" bigint NOT NULL,
	"tax_rate" text NOT NULL,
	"method_id" text NOT NULL,
	"fingerprint" text NOT NULL,
	"ending" text NOT NULL,
	"state" text NOT NULL,
	"provider" text,
	"provider_ref" text,
	"calls" integer DEFAULT 0 NOT NULL,
	"called_at" timestamp (3) with time zone,
	"asked" integer DEFAULT 0 NOT NULL,
	"not_found" integer DEFAULT 0 NOT NULL,
	"next_ask_at" timestamp (3) with time zone,
	"because" text,
	"detail" text,
	"reserved_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "payout_is_gross_less_charges" CHECK ("payout"."gross_minor" = "payout"."fee_minor" + "payout"."tax_minor" + "payout"."net_minor"),
	CONSTRAINT "payout_pays_something" CHECK ("payout"."net_minor" > 0 and "payout"."fee_minor" >= 0 and "payout"."tax_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "payout_batch" (
	"id" text PRIMARY KEY NOT NULL,
	"cycle" text NOT NULL,
	"n" integer NOT NULL,
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"skipped" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"approved_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "payout_fact" (
	"payout_id" text NOT NULL,
	"kind" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"code" text,
	"detail" text,
	CONSTRAINT "payout_fact_once" PRIMARY KEY("payout_id","kind")
);
--> statement-breakpoint
CREATE TABLE "payout_method" (
	"id" text PRIMARY KEY NOT NULL,
	"distributor_id" text NOT NULL,
	"kind" text NOT NULL,
	"holder" text NOT NULL,
	"wrapped" text NOT NULL,
	"ending" text NOT NULL,
	"fingerprint" text NOT NULL,
	"verified_at" timestamp (3) with time zone,
	"refused_because" text,
	"usable_from" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"replaced_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "payout_policy" (
	"valid_from" timestamp (3) with time zone PRIMARY KEY NOT NULL,
	"policy" jsonb NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payout_standing" (
	"distributor_id" text PRIMARY KEY NOT NULL,
	"is_identified" boolean DEFAULT false NOT NULL,
	"has_tax_form" boolean DEFAULT false NOT NULL,
	"review" text,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "payout_once_per_key" ON "payout" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_once_per_provider_key" ON "payout" USING btree ("provider_key");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_one_per_cycle" ON "payout" USING btree ("distributor_id","cycle","currency") WHERE state not in ('failed', 'cancelled', 'returned');--> statement-breakpoint
CREATE INDEX "payout_of_batch" ON "payout" USING btree ("batch_id","id");--> statement-breakpoint
CREATE INDEX "payout_of_distributor" ON "payout" USING btree ("distributor_id","reserved_at");--> statement-breakpoint
CREATE INDEX "payout_open" ON "payout" USING btree ("state","next_ask_at") WHERE state in ('sending', 'unknown', 'sent');--> statement-breakpoint
CREATE UNIQUE INDEX "payout_batch_once_per_cycle" ON "payout_batch" USING btree ("cycle","n");--> statement-breakpoint
CREATE INDEX "payout_batch_by_created" ON "payout_batch" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_method_one_in_use" ON "payout_method" USING btree ("distributor_id") WHERE replaced_at is null;--> statement-breakpoint
CREATE INDEX "payout_method_by_fingerprint" ON "payout_method" USING btree ("fingerprint");
--> statement-breakpoint
do $$ declare t text; begin
  foreach t in array array['payout_policy','payout_fact'] loop
    execute format('create trigger deny_change before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger deny_change', t); end loop;
  foreach t in array array['payout_policy','payout_fact','payout','payout_batch','payout_method'] loop
    execute format('create trigger deny_truncate before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger deny_truncate', t); end loop; end $$;
--> statement-breakpoint
-- A payout keeps its amounts, key and account for ever, moves by the table of states only, and is never deleted.
create function guard_payout() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then raise exception 'payouts are never deleted' using errcode = 'P0L01'; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'reserved' then raise exception 'a payout begins as reserved' using errcode = 'P0L10'; end if;
    return new; end if;
  if (to_jsonb(old) - array['state','provider','provider_ref','calls','called_at','asked','not_found','next_ask_at','because','detail','sent_at','settled_at','ended_at'])
       is distinct from
     (to_jsonb(new) - array['state','provider','provider_ref','calls','called_at','asked','not_found','next_ask_at','because','detail','sent_at','settled_at','ended_at'])
     or new.calls < old.calls then
    raise exception 'payout % keeps its amounts, key and account', old.id using errcode = 'P0L01'; end if;
  if old.state <> new.state and (old.state || '>' || new.state) not in ('reserved>approved', 'reserved>cancelled', 'approved>sending', 'approved>cancelled',
       'sending>unknown', 'sending>sent', 'sending>settled', 'sending>failed', 'sending>returned',
       'unknown>sending', 'unknown>sent', 'unknown>settled', 'unknown>failed', 'unknown>returned',
       'sent>settled', 'sent>failed', 'sent>returned', 'settled>returned', 'failed>returned') then
    raise exception 'payout % is %, and never becomes %', old.id, old.state, new.state using errcode = 'P0L10'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before insert or update or delete on payout for each row execute function guard_payout();
--> statement-breakpoint
alter table payout enable always trigger guard;
--> statement-breakpoint
-- Money leaves only for a batch whose list two people have approved, and only for what stands in that list.
create function guard_approved_payouts() returns trigger language plpgsql as $$ declare bad text; begin
  with listed as (select a.subject_id, i.item from ledger.approvals a cross join lateral jsonb_array_elements_text(a.body->'items') i(item)
      where a.subject = 'payout_batch' and a.used_by is not null and a.subject_id in (select batch_id from new_rows where state = 'approved'))
  select n.id into bad from new_rows n join old_rows o using (id) where n.state = 'approved' and o.state <> 'approved'
     and not exists (select 1 from listed l where l.subject_id = n.batch_id
        and l.item = n.id || ' ' || n.distributor_id || ' ' || n.net_minor || ' ' || n.currency || ' ' || n.fingerprint) limit 1;
  if found then raise exception 'payout % is in no approved list', bad using errcode = 'P0L07'; end if;
  return null; end $$;
--> statement-breakpoint
create trigger approved_by_two after update on payout referencing old table as old_rows new table as new_rows for each statement execute function guard_approved_payouts();
--> statement-breakpoint
alter table payout enable always trigger approved_by_two;
--> statement-breakpoint
-- An account is never changed, only verified, refused, or replaced.
create function guard_payout_method() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then raise exception 'payout methods are never deleted' using errcode = 'P0L01'; end if;
  if (to_jsonb(old) - array['wrapped','verified_at','refused_because','replaced_at']) is distinct from (to_jsonb(new) - array['wrapped','verified_at','refused_because','replaced_at'])
     or (old.replaced_at is not null and old.replaced_at is distinct from new.replaced_at) then
    raise exception 'payout method % keeps its account', old.id using errcode = 'P0L01'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before update or delete on payout_method for each row execute function guard_payout_method();
--> statement-breakpoint
alter table payout_method enable always trigger guard;
