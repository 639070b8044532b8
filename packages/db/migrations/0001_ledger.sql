-- The ledger: double entry, append-only, idempotent by key, balances within bounds, approvals of four eyes, sealed blocks.
-- Written by hand: the generator knows neither triggers nor functions. `ledger.post` is the only way to write.
-- Error classes: P0L01 immutable, P0L02 closed transaction, P0L03 account does not fit, P0L04 currency, P0L05 too few lines,
-- P0L06 unbalanced, P0L07 approval, P0L08 key with another body, P0L09 shape of the call,
-- 23514 on balances_stay_within_bounds: the posting would overdraw.
create schema ledger;
--> statement-breakpoint
create table ledger.account_codes (code text primary key check (code ~ '^[a-z_]+(\.[a-z_]+)*$'), kind text not null check (kind in ('asset','liability','income','expense','equity')),
  owned boolean not null, min_balance bigint, max_balance bigint, materialise boolean not null);
--> statement-breakpoint
insert into ledger.account_codes values ('company.commission_expense','expense',false,null,null,false), ('company.cash','asset',false,null,null,false), ('company.fees','income',false,null,null,false),
 ('company.bank_fees','expense',false,null,null,false), ('company.adjustment','expense',false,null,null,false), ('company.bad_debt','expense',false,null,null,false),
 ('company.rounding','expense',false,null,null,false), ('company.fx','equity',false,null,null,false), ('company.funding','equity',false,null,null,false), ('tax.withheld','liability',false,null,0,true), ('payouts.in_transit','liability',false,null,0,true),
 ('dist.pending','liability',true,null,0,true), ('dist.available','liability',true,null,0,true), ('dist.on_hold','liability',true,null,0,true), ('dist.payout_held','liability',true,null,0,true),
 ('dist.clawback_receivable','asset',true,0,null,true);
--> statement-breakpoint
create table ledger.accounts (id bigint generated always as identity primary key, code text not null references ledger.account_codes(code), owner_id text not null default '' /* '' = company */,
  currency char(3) not null check (currency ~ '^[A-Z]{3}$'), min_balance bigint, max_balance bigint, materialise boolean not null, unique (code, owner_id, currency));
--> statement-breakpoint
create table ledger.balances (account_id bigint primary key references ledger.accounts(id), balance bigint not null, entries bigint not null, last_tx bigint not null, min_balance bigint, max_balance bigint,
  constraint balances_stay_within_bounds check (balance >= coalesce(min_balance, balance) and balance <= coalesce(max_balance, balance)));
--> statement-breakpoint
create table ledger.approvals (id text primary key, subject text not null, reason text not null check (length(btrim(reason)) >= 10), payload_hash bytea not null,
  requested_by text not null, requested_at timestamptz not null default clock_timestamp(), approved_by text, approved_at timestamptz, used_by_tx bigint unique,
  constraint approver_is_not_requester check (approved_by <> requested_by), check ((approved_by is null) = (approved_at is null)),
  constraint used_only_when_approved check (used_by_tx is null or approved_by is not null));
--> statement-breakpoint
create table ledger.transactions (id bigint generated always as identity primary key,
  kind text not null check (kind in ('accrue','release','hold','unhold','clawback','recover','writeoff','payout_request','payout_cancel','payout_send','payout_settle','payout_fail','payout_return','tax_remit','fund','adjust','fx','reverse')),
  idem_key text not null unique check (length(idem_key) between 8 and 200), body_hash bytea not null, source_type text not null, source_id text not null,
  reverses_id bigint unique references ledger.transactions(id), approval_id text unique references ledger.approvals(id), plan_version text, period_id text, reason text, actor text not null,
  effective_at timestamptz not null, recorded_at timestamptz not null default clock_timestamp(), xact xid8 not null default pg_current_xact_id(),
  constraint reversal_names_its_original check (kind <> 'reverse' or reverses_id is not null),
  constraint manual_money_has_approval_and_reason check (kind not in ('adjust','writeoff') or (approval_id is not null and length(btrim(coalesce(reason,''))) >= 10)));
--> statement-breakpoint
create index on ledger.transactions (source_type, source_id);
--> statement-breakpoint
create table ledger.entries (tx_id bigint not null references ledger.transactions(id), line smallint not null check (line between 1 and 200), account_id bigint not null references ledger.accounts(id),
  currency char(3) not null, amount bigint not null check (amount <> 0 and abs(amount) <= 1000000000000), primary key (tx_id, line));
--> statement-breakpoint
create index on ledger.entries (account_id, tx_id);
--> statement-breakpoint
create table ledger.seals (block bigint primary key, tx_count int not null, prev bytea not null, hash bytea not null, sealed_at timestamptz not null default clock_timestamp());
--> statement-breakpoint
create table ledger.sealed_transactions (tx_id bigint primary key references ledger.transactions(id), block bigint not null references ledger.seals(block));
--> statement-breakpoint
create index on ledger.sealed_transactions (block, tx_id);
--> statement-breakpoint

-- append-only, also for the owner and for replication sessions (ENABLE ALWAYS)
create function ledger.deny() returns trigger language plpgsql as $$ begin raise exception 'append-only: % on %', tg_op, tg_table_name using errcode = 'P0L01'; end $$;
--> statement-breakpoint
do $$ declare t text; begin
  foreach t in array array['account_codes','transactions','entries','seals','sealed_transactions'] loop
    execute format('create trigger deny_change before update or delete on ledger.%I for each row execute function ledger.deny()', t);
    execute format('alter table ledger.%I enable always trigger deny_change', t); end loop;
  foreach t in array array['account_codes','transactions','entries','seals','sealed_transactions','accounts','balances','approvals'] loop
    execute format('create trigger deny_truncate before truncate on ledger.%I for each statement execute function ledger.deny()', t);
    execute format('alter table ledger.%I enable always trigger deny_truncate', t); end loop; end $$;
--> statement-breakpoint
-- accounts take kind and bounds from the chart and never change; the balance row is born with the account
create function ledger.account_guard() returns trigger language plpgsql as $$ declare c record; begin
  if tg_op <> 'INSERT' then raise exception 'accounts are immutable' using errcode = 'P0L01'; end if;
  select * into c from ledger.account_codes where code = new.code;
  if c.code is null or c.owned <> (new.owner_id <> '') then raise exception 'owner does not fit %', new.code using errcode = 'P0L03'; end if;
  new.min_balance := c.min_balance; new.max_balance := c.max_balance; new.materialise := c.materialise; return new; end $$;
--> statement-breakpoint
create trigger guard before insert or update or delete on ledger.accounts for each row execute function ledger.account_guard();
--> statement-breakpoint
alter table ledger.accounts enable always trigger guard;
--> statement-breakpoint
create function ledger.account_born() returns trigger language plpgsql as $$ begin
  if new.materialise then insert into ledger.balances values (new.id, 0, 0, 0, new.min_balance, new.max_balance); end if; return null; end $$;
--> statement-breakpoint
create trigger born after insert on ledger.accounts for each row execute function ledger.account_born();
--> statement-breakpoint
-- a line joins only a transaction born in the same database transaction, in its account's currency
create function ledger.entry_guard() returns trigger language plpgsql as $$ declare x xid8; c char(3); begin
  select xact into x from ledger.transactions where id = new.tx_id; select currency into c from ledger.accounts where id = new.account_id;
  if x is distinct from pg_current_xact_id() then raise exception 'tx % is closed', new.tx_id using errcode = 'P0L02'; end if;
  if new.currency is distinct from c then raise exception 'currency mismatch' using errcode = 'P0L04'; end if; return new; end $$;
--> statement-breakpoint
create trigger guard before insert on ledger.entries for each row execute function ledger.entry_guard();
--> statement-breakpoint
alter table ledger.entries enable always trigger guard;
--> statement-breakpoint
-- every INSERT statement is zero-sum per transaction and currency; balances are locked in id order, then moved
create function ledger.check_statement() returns trigger language plpgsql as $$ declare bad record; begin
  select tx_id, currency, sum(amount) s into bad from new_rows group by 1, 2 having sum(amount) <> 0 limit 1;
  if found then raise exception 'tx % unbalanced: % %', bad.tx_id, bad.s, bad.currency using errcode = 'P0L06'; end if;
  perform 1 from ledger.balances b where b.account_id in (select account_id from new_rows) order by b.account_id for update;
  update ledger.balances b set balance = b.balance + g.s, entries = b.entries + g.n, last_tx = greatest(b.last_tx, g.m)
    from (select account_id, sum(amount) s, count(*) n, max(tx_id) m from new_rows group by 1) g where g.account_id = b.account_id; return null; end $$;
--> statement-breakpoint
create trigger zero_sum_statement after insert on ledger.entries referencing new table as new_rows for each statement execute function ledger.check_statement();
--> statement-breakpoint
alter table ledger.entries enable always trigger zero_sum_statement;
--> statement-breakpoint
-- and at commit every transaction has at least two lines and is zero-sum
create function ledger.check_tx() returns trigger language plpgsql as $$ declare n int; bad record; begin
  select count(*) into n from ledger.entries where tx_id = new.id;
  if n < 2 then raise exception 'tx % has % lines', new.id, n using errcode = 'P0L05'; end if;
  select currency, sum(amount) s into bad from ledger.entries where tx_id = new.id group by currency having sum(amount) <> 0 limit 1;
  if found then raise exception 'tx % unbalanced: % %', new.id, bad.s, bad.currency using errcode = 'P0L06'; end if; return null; end $$;
--> statement-breakpoint
create constraint trigger zero_sum_tx after insert on ledger.transactions deferrable initially deferred for each row execute function ledger.check_tx();
--> statement-breakpoint
alter table ledger.transactions enable always trigger zero_sum_tx;
--> statement-breakpoint
-- approvals: requested, approved by another, used once by exactly that body. AFTER INSERT: a BEFORE trigger would also fire for a replay that ON CONFLICT then skips
create function ledger.approval_guard() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then raise exception 'approvals are never deleted' using errcode = 'P0L01'; end if;
  if (old.id, old.subject, old.reason, old.payload_hash, old.requested_by, old.requested_at) is distinct from (new.id, new.subject, new.reason, new.payload_hash, new.requested_by, new.requested_at)
     or (old.approved_by is not null and (old.approved_by, old.approved_at) is distinct from (new.approved_by, new.approved_at))
     or (old.used_by_tx is not null and old.used_by_tx is distinct from new.used_by_tx) then raise exception 'approval is immutable' using errcode = 'P0L01'; end if; return new; end $$;
--> statement-breakpoint
create trigger guard before update or delete on ledger.approvals for each row execute function ledger.approval_guard();
--> statement-breakpoint
alter table ledger.approvals enable always trigger guard;
--> statement-breakpoint
create function ledger.use_approval() returns trigger language plpgsql as $$ declare a record; begin
  if new.approval_id is null then return null; end if;
  select * into a from ledger.approvals where id = new.approval_id for update;
  if not found or a.approved_by is null or a.used_by_tx is not null then raise exception 'approval not usable' using errcode = 'P0L07'; end if;
  if a.payload_hash <> new.body_hash then raise exception 'approval is for another body' using errcode = 'P0L07'; end if;
  update ledger.approvals set used_by_tx = new.id where id = new.approval_id; return null; end $$;
--> statement-breakpoint
create trigger use_approval after insert on ledger.transactions for each row execute function ledger.use_approval();
--> statement-breakpoint
alter table ledger.transactions enable always trigger use_approval;
--> statement-breakpoint
create function ledger.body_hash(p jsonb) returns bytea language sql immutable as $$ select sha256(convert_to((p - 'actor')::text, 'UTF8')) $$;
--> statement-breakpoint

-- the only write path. p = one posting or an array of 1..500; all or nothing
-- { kind, idem, sourceType, sourceId, effectiveAt, planVersion?, period?, reason?, reverses?, approval?, actor?, lines: [{ code, owner?, currency, amount: "digits" }] }
create function ledger.post(p jsonb) returns table (ord int, tx_id bigint, replayed boolean) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare v jsonb := case jsonb_typeof(p) when 'array' then p else jsonb_build_array(p) end; bad record; v_new bigint[]; begin
  if jsonb_array_length(v) not between 1 and 500 then raise exception '1..500 postings' using errcode = 'P0L09'; end if;
  select e->>'idem' k into bad from jsonb_array_elements(v) e group by 1 having count(*) > 1 limit 1;
  if found then raise exception 'key % twice in one call', bad.k using errcode = 'P0L09'; end if;
  insert into ledger.accounts (code, owner_id, currency, materialise)                         -- open missing accounts, in a fixed order
    select distinct l->>'code', coalesce(l->>'owner', ''), l->>'currency', true from jsonb_array_elements(v) e, jsonb_array_elements(e->'lines') l
     where not exists (select 1 from ledger.accounts a where a.code = l->>'code' and a.owner_id = coalesce(l->>'owner', '') and a.currency = l->>'currency')
     order by 1, 2, 3 on conflict do nothing;
  with ins as (insert into ledger.transactions (kind, idem_key, body_hash, source_type, source_id, reverses_id, approval_id, plan_version, period_id, reason, actor, effective_at)
    select e->>'kind', e->>'idem', ledger.body_hash(e), e->>'sourceType', e->>'sourceId', (e->>'reverses')::bigint, e->>'approval', e->>'planVersion', e->>'period', e->>'reason',
           coalesce(e->>'actor', 'system'), (e->>'effectiveAt')::timestamptz from jsonb_array_elements(v) e order by e->>'idem'
    on conflict (idem_key) do nothing returning id) select coalesce(array_agg(id), '{}') into v_new from ins;
  select t.idem_key into bad from jsonb_array_elements(v) e join ledger.transactions t on t.idem_key = e->>'idem' where t.body_hash <> ledger.body_hash(e) limit 1;
  if found then raise exception 'key % reused with another body', bad.idem_key using errcode = 'P0L08'; end if;
  insert into ledger.entries (tx_id, line, account_id, currency, amount)
    select t.id, l.n, a.id, a.currency, (l.l->>'amount')::bigint from jsonb_array_elements(v) e join ledger.transactions t on t.idem_key = e->>'idem' and t.id = any (v_new)
      cross join lateral jsonb_array_elements(e->'lines') with ordinality l(l, n)
      join ledger.accounts a on a.code = l.l->>'code' and a.owner_id = coalesce(l.l->>'owner', '') and a.currency = l.l->>'currency';
  return query select x.o::int, t.id, t.id <> all (v_new) from jsonb_array_elements(v) with ordinality x(e, o) join ledger.transactions t on t.idem_key = x.e->>'idem' order by x.o; end $$;
--> statement-breakpoint
create function ledger.lock_owner(p_owner text, p_currency text) returns table (code text, balance bigint) language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select a.code, b.balance from ledger.accounts a join ledger.balances b on b.account_id = a.id where a.owner_id = p_owner and a.currency = p_currency order by a.id for update of b $$;
--> statement-breakpoint

create function ledger.tx_digest(v bigint) returns bytea language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(convert_to(jsonb_build_array(t.id, t.kind, t.idem_key, encode(t.body_hash, 'hex'), t.source_type, t.source_id, t.reverses_id, t.approval_id, t.plan_version, t.period_id, t.reason, t.actor,
     extract(epoch from t.effective_at), extract(epoch from t.recorded_at),
     (select jsonb_agg(jsonb_build_array(e.line, e.account_id, e.currency, e.amount) order by e.line) from ledger.entries e where e.tx_id = t.id))::text, 'UTF8')) from ledger.transactions t where t.id = v $$;
--> statement-breakpoint
create function ledger.seal(max_tx int default 5000) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_prev bytea; v_block bigint; v_ids bigint[]; v_hash bytea; begin
  perform pg_advisory_xact_lock(hashtextextended('ledger.seal', 0));
  select s.block, s.hash into v_block, v_prev from ledger.seals s order by s.block desc limit 1;
  select array_agg(q.id order by q.id) into v_ids from (select t.id from ledger.transactions t where t.xact < pg_snapshot_xmin(pg_current_snapshot())
     and not exists (select 1 from ledger.sealed_transactions s where s.tx_id = t.id) order by t.id limit max_tx) q;
  if v_ids is null then return 0; end if;
  v_prev := coalesce(v_prev, sha256('genesis'::bytea)); v_block := coalesce(v_block, 0) + 1;
  select sha256(v_prev || string_agg(ledger.tx_digest(x), ''::bytea order by x)) into v_hash from unnest(v_ids) x;
  insert into ledger.seals (block, tx_count, prev, hash) values (v_block, array_length(v_ids, 1), v_prev, v_hash);
  insert into ledger.sealed_transactions select x, v_block from unnest(v_ids) x; return array_length(v_ids, 1); end $$;
--> statement-breakpoint
create function ledger.verify() returns table (block bigint, ok boolean) language sql stable set search_path = pg_catalog, pg_temp as $$
  select s.block, s.prev = coalesce(lag(s.hash) over (order by s.block), sha256('genesis'::bytea)) and s.block = coalesce(lag(s.block) over (order by s.block), 0) + 1
     and s.tx_count = (select count(*) from ledger.sealed_transactions x where x.block = s.block)
     and s.hash = sha256(s.prev || (select string_agg(coalesce(ledger.tx_digest(x.tx_id), '\x00'::bytea), ''::bytea order by x.tx_id) from ledger.sealed_transactions x where x.block = s.block))
    from ledger.seals s order by s.block $$;
--> statement-breakpoint
create view ledger.recon with (security_invoker = true) as                                    -- every row is a fault
  select 'balance_drift' rule, b.account_id::text ref, b.balance::text have, coalesce(e.s, 0)::text want
    from ledger.balances b left join (select account_id, sum(amount) s, count(*) n from ledger.entries group by 1) e using (account_id) where b.balance <> coalesce(e.s, 0) or b.entries <> coalesce(e.n, 0)
  union all select 'tx_unbalanced', tx_id::text, sum(amount)::text, currency::text from ledger.entries group by tx_id, currency having sum(amount) <> 0
  union all select 'ledger_unbalanced', currency::text, sum(amount)::text, '0' from ledger.entries group by currency having sum(amount) <> 0
  union all select 'tx_without_lines', t.id::text, '0', '>=2' from ledger.transactions t where not exists (select 1 from ledger.entries e where e.tx_id = t.id)
  union all select 'bounds', b.account_id::text, b.balance::text, c.code from ledger.balances b join ledger.accounts a on a.id = b.account_id join ledger.account_codes c using (code)
   where (b.min_balance, b.max_balance) is distinct from (c.min_balance, c.max_balance);
--> statement-breakpoint
revoke execute on all functions in schema ledger from public;
