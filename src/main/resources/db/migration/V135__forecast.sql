-- how long clocks took, rolled up, so that a forecast costs the same however many clocks there were

-- closed clocks by the week they started in and a logarithmic bucket of how long they took, each 2 % wide; restricted incidents left out
create table sla_life (
    name     text     not null,
    week     date     not null,
    -- TIME: seconds of the clock's calendar; SHARE: parts of the clock's own target, over all severities
    scale    text     not null check (scale in ('TIME', 'SHARE')),
    subject  text     not null,
    severity text     not null,
    bucket   smallint not null check (bucket >= 0),
    -- the work was done
    done     integer  not null check (done >= 0),
    -- the work was called off, so that one knows only that it would have taken longer
    called_off integer not null check (called_off >= 0),
    primary key (name, week, scale, subject, severity, bucket)
);

-- the weeks of the window summed up: one row for each kind of clock, its buckets in order
create table sla_life_curve (
    name       text       not null,
    scale      text       not null check (scale in ('TIME', 'SHARE')),
    subject    text       not null,
    severity   text       not null,
    -- the first week of the window
    since      date       not null,
    buckets    smallint[] not null,
    done       integer[]  not null,
    called_off integer[]  not null,
    primary key (name, scale, subject, severity)
);

-- clocks whose week has to be rolled up anew
create table sla_life_waiting (
    id       bigint generated always as identity primary key,
    clock_id bigint  not null,
    name     text    not null,
    week     date    not null,
    -- it has stopped and is in no roll-up yet; false when its incident became restricted, or is no longer
    stopped  boolean not null
);
create index sla_life_waiting_by_week on sla_life_waiting (name, week);

create function await_life_table() returns trigger language plpgsql as $$
begin
    insert into response.sla_life_waiting (clock_id, name, week, stopped)
    values (new.id, new.name, response.sla_week(new.started_at), true);
    return null;
end $$;
create trigger sla_clock_made_stopped_awaits_life_table after insert on sla_clock
    for each row when (new.stopped_at is not null) execute function await_life_table();
create trigger sla_clock_stopped_awaits_life_table after update on sla_clock
    for each row when (old.stopped_at is distinct from new.stopped_at) execute function await_life_table();

-- open clocks as well: one may stop at the very moment in which its incident becomes restricted
create function restriction_changes_life_table() returns trigger language plpgsql as $$
begin
    insert into response.sla_life_waiting (clock_id, name, week, stopped)
    select c.id, c.name, response.sla_week(c.started_at), false
    from response.sla_clock c where c.business_key = new.business_key;
    return null;
end $$;
create trigger restriction_changes_life_table after insert or update on restriction
    for each row execute function restriction_changes_life_table();

insert into sla_life_waiting (clock_id, name, week, stopped)
select id, name, sla_week(started_at), true from sla_clock where stopped_at is not null;
