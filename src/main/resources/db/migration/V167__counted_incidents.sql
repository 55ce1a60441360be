-- How many incidents there are, as a few numbers to be added up, so that a list that is not narrowed need not count them one by one.
-- Whoever records or deletes some adds them to a number that nobody else holds, in its own transaction, and so waits for nobody; there are
-- as many numbers as there ever were at once.
create table incident_count (
    id integer generated always as identity primary key,
    n  bigint  not null
) with (fillfactor = 50);

create function incidents_counted() returns trigger language plpgsql as $$
declare
    more bigint := (select count(*) from moved);
begin
    if tg_op = 'DELETE' then
        more := -more;
    end if;
    update response.incident_count set n = n + more
        where id = (select id from response.incident_count order by id limit 1 for no key update skip locked);
    if not found then
        insert into response.incident_count (n) values (more);
    end if;
    return null;
end $$;
create trigger incidents_are_counted after insert on incident
    referencing new table as moved for each statement execute function incidents_counted();
create trigger deleted_incidents_are_not_counted after delete on incident
    referencing old table as moved for each statement execute function incidents_counted();

-- nobody records any while the triggers are made
insert into incident_count (n) select count(*) from incident;
