ALTER TABLE "payment_fact" DROP CONSTRAINT "payment_fact_once";--> statement-breakpoint
CREATE UNIQUE INDEX "payment_fact_once" ON "payment_fact" USING btree ("provider","payment_ref","operation","operation_ref",coalesce(amount_minor, -1),coalesce(currency, ''));
--> statement-breakpoint
-- What counts in a frozen period stays. What turns out differently afterwards is another row, in a period that is open.
create function guard_order_refund() returns trigger language plpgsql as $$ begin
  if tg_op <> 'INSERT' and exists (select 1 from period where status <> 'open' and id = any (array_append(old.other_periods, old.period_id))) then
    raise exception 'step back % of order % counts in a frozen period', old.ref, old.order_id using errcode = 'P0L01'; end if;
  if tg_op = 'DELETE' then return old; end if;
  if exists (select 1 from period where status <> 'open' and id = any (array_append(new.other_periods, new.period_id))) then
    raise exception 'step back % of order % would count in a frozen period', new.ref, new.order_id using errcode = 'P0L01'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before insert or update or delete on order_refund for each row execute function guard_order_refund();
--> statement-breakpoint
alter table order_refund enable always trigger guard;
--> statement-breakpoint
create trigger deny_truncate before truncate on order_refund for each statement execute function refuse_change();
--> statement-breakpoint
alter table order_refund enable always trigger deny_truncate;
