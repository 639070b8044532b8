-- Beside what it refused before: a second seat on top, a seat from before its holder joined,
-- and an edge older than the seat that he has, which would give him back an old one.
create or replace function hold_seat() returns trigger language plpgsql as $$ declare above timestamptz; joined timestamptz; held timestamptz; begin
  if new.parent_id is null and new.slot <> 0 then
    raise exception 'the seat on top of the tree % is 0', new.tree using errcode = 'P0S02'; end if;
  select joined_at into joined from distributor where id = new.distributor_id;
  if joined > new.from_at then
    raise exception '% joined after %', new.distributor_id, new.from_at using errcode = 'P0S03'; end if;
  delete from placement_seat where tree = new.tree and distributor_id = new.distributor_id returning from_at into held;
  if held > new.from_at then
    raise exception 'in the tree % % has had a seat of his since %', new.tree, new.distributor_id, held using errcode = 'P0S04'; end if;
  if new.parent_id is not null then
    select from_at into above from placement_seat where tree = new.tree and distributor_id = new.parent_id;
    if not found or above > new.from_at then
      raise exception 'in the tree % the person above has no seat at %', new.tree, new.from_at using errcode = 'P0S01'; end if;
  end if;
  insert into placement_seat (tree, parent_id, slot, distributor_id, from_at)
    values (new.tree, coalesce(new.parent_id, ''), new.slot, new.distributor_id, new.from_at);
  return null; end $$;
