CREATE TABLE "placement_seat" (
	"tree" text NOT NULL,
	"parent_id" text NOT NULL,
	"slot" integer NOT NULL,
	"distributor_id" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "placement_seat_holds_one" PRIMARY KEY("tree","parent_id","slot")
);
--> statement-breakpoint
ALTER TABLE "company" ADD COLUMN "placement_days" integer DEFAULT 7 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "placement_seat_of_distributor" ON "placement_seat" USING btree ("tree","distributor_id");--> statement-breakpoint
-- The seat of each person follows his newest edge with a slot. A seat that is taken is refused by the key; the one on top has slot 0.
create function hold_seat() returns trigger language plpgsql as $$ declare above timestamptz; begin
  delete from placement_seat where tree = new.tree and distributor_id = new.distributor_id;
  if new.parent_id is not null then
    select from_at into above from placement_seat where tree = new.tree and distributor_id = new.parent_id;
    if not found or above > new.from_at then
      raise exception 'in the tree % the person above has no seat at %', new.tree, new.from_at using errcode = 'P0S01'; end if;
  end if;
  insert into placement_seat (tree, parent_id, slot, distributor_id, from_at)
    values (new.tree, coalesce(new.parent_id, ''), new.slot, new.distributor_id, new.from_at);
  return null; end $$;
--> statement-breakpoint
create trigger hold_seat after insert on genealogy_edge for each row when (new.slot is not null) execute function hold_seat();
--> statement-breakpoint
alter table genealogy_edge enable always trigger hold_seat;
--> statement-breakpoint
insert into placement_seat (tree, parent_id, slot, distributor_id, from_at)
  select distinct on (tree, distributor_id) tree, coalesce(parent_id, ''), slot, distributor_id, from_at
  from genealogy_edge where slot is not null order by tree, distributor_id, from_at desc, seq desc;
