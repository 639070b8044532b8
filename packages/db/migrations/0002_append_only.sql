-- What happened is only ever added to. Class P0L01, as in the ledger; ENABLE ALWAYS, so that a replication session is held too.
create function refuse_change() returns trigger language plpgsql as $$ begin
  raise exception 'append-only: % on %', tg_op, tg_table_name using errcode = 'P0L01'; end $$;
--> statement-breakpoint
do $$ declare t text; begin
  foreach t in array array['payment_fact','commission_posting','volume_entry','distributor_status','genealogy_edge','closed_result','outbox_event','audit_entry'] loop
    execute format('create trigger deny_change before update or delete on %I for each row execute function refuse_change()', t);
    execute format('alter table %I enable always trigger deny_change', t); end loop;
  foreach t in array array['payment_fact','commission_posting','volume_entry','distributor_status','genealogy_edge','closed_result','outbox_event','audit_entry',
      'inbox_event','plan_version'] loop
    execute format('create trigger deny_truncate before truncate on %I for each statement execute function refuse_change()', t);
    execute format('alter table %I enable always trigger deny_truncate', t); end loop; end $$;
--> statement-breakpoint
-- An inbox event keeps its two keys and what was verified for ever; its state moves, and retention may empty the body.
create function guard_inbox_event() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then raise exception 'inbox events are never deleted' using errcode = 'P0L01'; end if;
  if (old.id, old.provider, old.event_ref, old.item, old.raw_sha256, old.size_bytes, old.headers, old.verified_with, old.received_at, old.received_wall_at)
       is distinct from
     (new.id, new.provider, new.event_ref, new.item, new.raw_sha256, new.size_bytes, new.headers, new.verified_with, new.received_at, new.received_wall_at)
     or (new.raw is not null and new.raw is distinct from old.raw) then
    raise exception 'what inbox event % received is immutable', old.id using errcode = 'P0L01'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before update or delete on inbox_event for each row execute function guard_inbox_event();
--> statement-breakpoint
alter table inbox_event enable always trigger guard;
--> statement-breakpoint
-- A draft is edited and may be thrown away. A scheduled version may only be withdrawn, a withdrawn one is history.
create function guard_plan_version() returns trigger language plpgsql as $$ begin
  if old.status = 'draft' then return case tg_op when 'DELETE' then old else new end; end if;
  if tg_op = 'DELETE' then raise exception 'plan version % was published and stays', old.id using errcode = 'P0L01'; end if;
  if (to_jsonb(old) - array['status','revision','updated_at']) is distinct from (to_jsonb(new) - array['status','revision','updated_at'])
     or (old.status, new.status) not in (('scheduled','scheduled'), ('scheduled','withdrawn'), ('withdrawn','withdrawn')) then
    raise exception 'plan version % was published and is immutable', old.id using errcode = 'P0L01'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before update or delete on plan_version for each row execute function guard_plan_version();
--> statement-breakpoint
alter table plan_version enable always trigger guard;
--> statement-breakpoint
-- Nobody hangs below himself, at any instant. A person without children cannot close a circle, so an enrolment costs one index probe;
-- a move first looks at every parent that is in force from its instant on, and walks instant by instant only when that set holds the mover.
create function guard_genealogy_circle() returns trigger language plpgsql as $$
declare v_at timestamptz; v_node text; v_steps int; v_suspects timestamptz[]; begin
  if new.parent_id is null or not exists (select 1 from genealogy_edge c where c.tree = new.tree and c.parent_id = new.distributor_id) then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('genealogy_edge.' || new.tree, 0));             -- two moves could close a circle that neither sees
  with recursive above(node, since) as (
      select new.parent_id, new.from_at
    union
      select e.parent_id, e.from_at from above a join genealogy_edge e on e.tree = new.tree and e.distributor_id = a.node
       where a.node <> new.distributor_id and e.parent_id is not null
         and not exists (select 1 from genealogy_edge l where l.tree = e.tree and l.distributor_id = e.distributor_id
                            and l.from_at <= new.from_at and (l.from_at, l.seq) > (e.from_at, e.seq)))
  select case when bool_or(node = new.distributor_id) then array_agg(distinct greatest(since, new.from_at)) end into v_suspects from above;
  if v_suspects is null then return null; end if;
  foreach v_at in array v_suspects loop
    v_node := new.distributor_id; v_steps := 0;
    loop
      select e.parent_id into v_node from genealogy_edge e where e.tree = new.tree and e.distributor_id = v_node and e.from_at <= v_at
       order by e.from_at desc, e.seq desc limit 1;
      exit when not found or v_node is null;
      v_steps := v_steps + 1;
      if v_node = new.distributor_id or v_steps > 100000 then
        raise exception '% would be in his own % downline at %', new.distributor_id, new.tree, v_at
          using errcode = '23514', constraint = 'genealogy_edge_closes_no_circle', table = 'genealogy_edge'; end if;
    end loop; end loop;
  return null; end $$;
--> statement-breakpoint
create trigger closes_no_circle after insert on genealogy_edge for each row execute function guard_genealogy_circle();
--> statement-breakpoint
alter table genealogy_edge enable always trigger closes_no_circle;
