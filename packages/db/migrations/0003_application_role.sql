-- Role split, recommended in production: migrations run as the owner, the application as a login that is a member of upline_app.
-- In the ledger it may read, post, request and approve, nothing else. A server where this login may not create roles is left as it is.
do $$ begin
  create role upline_app nologin;
exception when duplicate_object or unique_violation or insufficient_privilege then null; end $$;
--> statement-breakpoint
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'upline_app') then return; end if;
  grant usage on schema ledger to upline_app;
  grant select on all tables in schema ledger to upline_app;
  grant insert (id, subject, reason, payload_hash, requested_by), update (approved_by, approved_at) on ledger.approvals to upline_app;
  grant execute on function ledger.post(jsonb), ledger.lock_owner(text, text), ledger.seal(int), ledger.verify(), ledger.body_hash(jsonb), ledger.tx_digest(bigint) to upline_app;
  grant usage on schema public to upline_app;
  grant select, insert, update, delete on all tables in schema public to upline_app;
  grant usage, select on all sequences in schema public to upline_app;
  alter default privileges in schema public grant select, insert, update, delete on tables to upline_app;
  alter default privileges in schema public grant usage, select on sequences to upline_app;
end $$;
