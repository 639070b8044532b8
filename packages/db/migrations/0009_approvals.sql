-- Four eyes for every subject, not only for ledger transactions: one table, one rule. A request keeps the exact body that is
-- asked for; the hash is of these bytes. Nobody approves what he asked for, a decision is never changed, and it is used once.
alter table ledger.approvals
  add column subject_id text not null default '',
  add column body jsonb,
  add column requested_from text,
  add column approved_from text,
  add column declined_by text,
  add column declined_at timestamptz,
  add column decline_reason text,
  add column used_by text unique,
  add column used_at timestamptz,
  add constraint approval_hash_is_of_its_body check (body is null or payload_hash = ledger.body_hash(body)),
  add constraint decline_names_person_and_time check ((declined_by is null) = (declined_at is null)),
  add constraint approved_or_declined check (approved_by is null or declined_by is null),
  add constraint use_needs_approval check (used_by is null or approved_by is not null),
  add constraint used_once check (used_by is null or used_by_tx is null);
--> statement-breakpoint
create index approvals_by_subject on ledger.approvals (subject, subject_id);
--> statement-breakpoint
create index approvals_open on ledger.approvals (requested_at) where approved_by is null and declined_by is null;
--> statement-breakpoint
create or replace function ledger.approval_guard() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then raise exception 'approvals are never deleted' using errcode = 'P0L01'; end if;
  if tg_op = 'INSERT' then
    if new.approved_by is not null or new.declined_by is not null or new.used_by is not null or new.used_by_tx is not null then
      raise exception 'a request is born undecided' using errcode = 'P0L07'; end if;
    return new; end if;
  if (old.id, old.subject, old.subject_id, old.reason, old.payload_hash, old.body, old.requested_by, old.requested_at, old.requested_from)
       is distinct from
     (new.id, new.subject, new.subject_id, new.reason, new.payload_hash, new.body, new.requested_by, new.requested_at, new.requested_from)
     or (old.approved_by is not null and (old.approved_by, old.approved_at, old.approved_from) is distinct from (new.approved_by, new.approved_at, new.approved_from))
     or (old.declined_by is not null and (old.declined_by, old.declined_at, old.decline_reason) is distinct from (new.declined_by, new.declined_at, new.decline_reason))
     or (old.used_by is not null and (old.used_by, old.used_at) is distinct from (new.used_by, new.used_at))
     or (old.used_by_tx is not null and old.used_by_tx is distinct from new.used_by_tx) then raise exception 'approval is immutable' using errcode = 'P0L01'; end if; return new; end $$;
--> statement-breakpoint
drop trigger guard on ledger.approvals;
--> statement-breakpoint
create trigger guard before insert or update or delete on ledger.approvals for each row execute function ledger.approval_guard();
--> statement-breakpoint
alter table ledger.approvals enable always trigger guard;
--> statement-breakpoint
create or replace function ledger.use_approval() returns trigger language plpgsql as $$ declare a record; begin
  if new.approval_id is null then return null; end if;
  select * into a from ledger.approvals where id = new.approval_id for update;
  if not found or a.approved_by is null or a.used_by_tx is not null or a.used_by is not null then raise exception 'approval not usable' using errcode = 'P0L07'; end if;
  if a.payload_hash <> new.body_hash then raise exception 'approval is for another body' using errcode = 'P0L07'; end if;
  update ledger.approvals set used_by_tx = new.id where id = new.approval_id; return null; end $$;
--> statement-breakpoint
-- The use of an approval by something that is no ledger transaction: a batch, a run, a version. p_body is what is about to be done.
create function ledger.take_approval(p_id text, p_subject text, p_body jsonb, p_used_by text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a record; begin
  select * into a from ledger.approvals where id = p_id for update;
  if not found or a.approved_by is null or a.used_by_tx is not null or a.used_by is not null then raise exception 'approval not usable' using errcode = 'P0L07'; end if;
  if a.subject <> p_subject or a.payload_hash <> ledger.body_hash(p_body) then raise exception 'approval is for another body' using errcode = 'P0L07'; end if;
  update ledger.approvals set used_by = p_used_by, used_at = clock_timestamp() where id = p_id; end $$;
--> statement-breakpoint
revoke execute on function ledger.take_approval(text, text, jsonb, text) from public;
--> statement-breakpoint
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'upline_app') then return; end if;
  grant insert (id, subject, subject_id, reason, payload_hash, body, requested_by, requested_at, requested_from),
    update (approved_by, approved_at, approved_from, declined_by, declined_at, decline_reason) on ledger.approvals to upline_app;
  grant execute on function ledger.take_approval(text, text, jsonb, text) to upline_app;
end $$;
