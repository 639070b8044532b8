ALTER TABLE "commission_run" ADD COLUMN "lines_hash" text;--> statement-breakpoint
ALTER TABLE "commission_run" ADD COLUMN "second_evaluation" jsonb;--> statement-breakpoint
ALTER TABLE "commission_run" ADD COLUMN "is_agreed" boolean;
--> statement-breakpoint
-- As before; and nothing is approved or posts by itself that a second evaluation of a sample came to otherwise, or whose lines are
-- not the ones that it was compared with.
create or replace function guard_commission_run() returns trigger language plpgsql as $$ declare v_moves text; begin
  if tg_op = 'DELETE' then raise exception 'runs are never deleted' using errcode = 'P0L01'; end if;
  if tg_op = 'INSERT' then
    if new.state <> 'frozen' or new.result_hash is not null or new.approved_by is not null then
      raise exception 'a run begins with a freeze' using errcode = 'P0L10'; end if;
    return new; end if;
  if (old.id, old.period_id, old.cadence, old.plan_version_id, old.plan_version, old.currency, old.freeze_seq, old.frozen_at, old.is_automatic, old.created_by, old.created_at)
       is distinct from
     (new.id, new.period_id, new.cadence, new.plan_version_id, new.plan_version, new.currency, new.freeze_seq, new.frozen_at, new.is_automatic, new.created_by, new.created_at)
     or (old.state <> 'frozen' and (old.result_hash, old.facts_hash, old.line_count, old.total_minor, old.summary, old.evaluated_at, old.lines_hash, old.second_evaluation, old.is_agreed)
       is distinct from (new.result_hash, new.facts_hash, new.line_count, new.total_minor, new.summary, new.evaluated_at, new.lines_hash, new.second_evaluation, new.is_agreed))
     or (old.approved_by is not null and (old.approval_id, old.approved_by, old.approved_at) is distinct from (new.approval_id, new.approved_by, new.approved_at)) then
    raise exception 'run % keeps what it read and came to', old.id using errcode = 'P0L01'; end if;
  if old.state = new.state then return new; end if;
  v_moves := old.state || '>' || new.state;
  if v_moves not in ('frozen>evaluated', 'frozen>cancelled', 'evaluated>approved', 'evaluated>cancelled', 'approved>posting', 'approved>cancelled', 'posting>posted')
     and not (v_moves = 'evaluated>posting' and old.is_automatic) then
    raise exception 'run % is %, and never becomes %', old.id, old.state, new.state using errcode = 'P0L10'; end if;
  if new.state = 'evaluated' and (new.result_hash is null or new.facts_hash is null) then
    raise exception 'run % has no result', old.id using errcode = 'P0L10'; end if;
  if (new.state = 'approved' or v_moves = 'evaluated>posting') and new.is_agreed is not true then
    raise exception 'a second evaluation came to something else than run %', old.id using errcode = 'P0L10'; end if;
  if new.state = 'approved' and not exists (select 1 from ledger.approvals a where a.id = new.approval_id and a.subject = 'commission_run'
       and a.subject_id = new.id and a.used_by = new.id and a.approved_by = new.approved_by and a.approved_by <> new.created_by
       and a.body->>'resultHash' = new.result_hash and a.body->>'factsHash' = new.facts_hash and a.body->>'linesHash' = new.lines_hash) then
    raise exception 'run % is approved by nobody for this result', old.id using errcode = 'P0L07'; end if;
  return new; end $$;
