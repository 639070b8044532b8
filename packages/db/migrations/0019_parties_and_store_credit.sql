CREATE SEQUENCE "public"."party_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1001 CACHE 1;--> statement-breakpoint
CREATE TABLE "party" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"host_kind" text NOT NULL,
	"host_id" text NOT NULL,
	"host_name" text NOT NULL,
	"consultant_id" text NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"booked_at" text,
	"seq" bigint DEFAULT nextval('fact_seq') NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "party_host_is_not_its_consultant" CHECK ("party"."host_id" <> "party"."consultant_id"),
	CONSTRAINT "party_ends_after_it_opens" CHECK ("party"."closes_at" > "party"."opens_at"),
	CONSTRAINT "party_closes_in_time" CHECK ("party"."closed_at" <= "party"."closes_at")
);
--> statement-breakpoint
ALTER TABLE "commission_line" ADD COLUMN "settle" text DEFAULT 'cash' NOT NULL;--> statement-breakpoint
ALTER TABLE "estimate_line" ADD COLUMN "settle" text DEFAULT 'cash' NOT NULL;--> statement-breakpoint
ALTER TABLE "order_refund" ADD COLUMN "sales" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sales_order" ADD COLUMN "sales" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sales_order" ADD COLUMN "party_id" text;--> statement-breakpoint
CREATE UNIQUE INDEX "party_number_is_unique" ON "party" USING btree ("number");--> statement-breakpoint
CREATE INDEX "party_by_opening" ON "party" USING btree ("opens_at","id");--> statement-breakpoint
CREATE INDEX "party_of_consultant" ON "party" USING btree ("consultant_id","opens_at");--> statement-breakpoint
CREATE INDEX "party_of_host" ON "party" USING btree ("host_id");--> statement-breakpoint
CREATE INDEX "party_booked_at" ON "party" USING btree ("booked_at") WHERE booked_at is not null;--> statement-breakpoint
CREATE INDEX "party_to_close" ON "party" USING btree ("closes_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "party_by_close" ON "party" USING btree ("closed_at") WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX "sales_order_of_party" ON "sales_order" USING btree ("party_id") WHERE party_id is not null;
--> statement-breakpoint
insert into ledger.account_codes values ('credit.pending','liability',true,null,0,true), ('credit.available','liability',true,null,0,true), ('credit.receivable','asset',true,0,null,true);
--> statement-breakpoint
-- What orders sold before this column was there: their goods, at most what was paid; in points, whatever digits the currency has.
with net as (select o.id, least(o.total_minor, coalesce((select sum(l.unit_price_minor * l.quantity) from order_line l where l.order_id = o.id), o.total_minor)) as minor,
    case when o.currency in ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF') then 100
         when o.currency in ('BHD','IQD','JOD','KWD','LYD','OMR','TND') then 0.1 when o.currency in ('CLF','UYW') then 0.01 else 1 end as points from sales_order o)
  update sales_order o set sales = round(net.minor * net.points) from net where net.id = o.id;
--> statement-breakpoint
with taken as (select r.order_id, r.ref, r.amount_minor as amount, sum(r.amount_minor) over (partition by r.order_id order by r.effective_at, r.ref) as until from order_refund r)
  update order_refund r set sales = round(o.sales * t.until / o.total_minor::numeric) - round(o.sales * (t.until - t.amount) / o.total_minor::numeric)
    from taken t join sales_order o on o.id = t.order_id where o.total_minor > 0 and t.order_id = r.order_id and t.ref = r.ref;
--> statement-breakpoint
-- A party keeps its people and its days, closes once, and is never deleted; one that closed takes no more bookings.
create function guard_party() returns trigger language plpgsql as $$ begin
  if tg_op = 'DELETE' then raise exception 'parties are never deleted' using errcode = 'P0L01'; end if;
  if tg_op = 'INSERT' then
    if new.closed_at is not null then raise exception 'a party begins open' using errcode = 'P0L10'; end if;
    if new.booked_at is not null then
      perform 1 from party where id = new.booked_at and closed_at is null for update;
      if not found then raise exception 'party % takes no bookings', new.booked_at using errcode = 'P0L10'; end if;
    end if;
    return new; end if;
  if old.closed_at is not null or (to_jsonb(old) - array['closed_at','seq']) is distinct from (to_jsonb(new) - array['closed_at','seq']) then
    raise exception 'party % keeps its people and days, and closes once', old.id using errcode = 'P0L01'; end if;
  return new; end $$;
--> statement-breakpoint
create trigger guard before insert or update or delete on party for each row execute function guard_party();
--> statement-breakpoint
alter table party enable always trigger guard;
