-- The incidents that signals can join, and what they are about: a signal is compared with what is open, however much is stored.
-- A row here is as short-lived as the work: it comes when an incident opens or reopens, and goes when it closes or is merged.
create table open_incident (
    incident_id bigint      primary key references incident (id),
    -- when the latest of its signals was first seen, or when it was opened or reopened
    latest_at   timestamptz not null
) with (fillfactor = 70);

-- x: correlation key · a: actor · t: technique@product; what is known of it, so that a repeat is told from news: k: technique, p: product,
-- s: severities that are no worse than its sources rate it
create table incident_key (
    key         text   not null,
    incident_id bigint not null,
    primary key (key, incident_id)
);
create index incident_key_by_incident on incident_key (incident_id);

-- what a related signal told that was not known: in words, and how its source rates it where that was news; the signal whose message told
-- the process of it; and when its source closed it
alter table incident_signal
    add column news      text,
    add column rated     text check (rated in ('SEV0', 'SEV1', 'SEV2', 'SEV3', 'SEV4')),
    add column told_with bigint,
    add column closed_at timestamptz;
create index incident_signal_told_with on incident_signal (incident_id, told_with) where told_with is not null;

-- how an incident is rated when a source gives a signal this OCSF severity
create function assumed_severity(severity_id integer) returns text language sql immutable as $$
    select case severity_id when 1 then 'SEV4' when 2 then 'SEV4' when 4 then 'SEV2' when 5 then 'SEV1' when 6 then 'SEV0' else 'SEV3' end
$$;

-- everything an incident is about, from its record; code adds to it signal by signal
create function keys_of_incident(id_of_incident bigint) returns setof text language sql stable as $$
    select 'x:' || i.correlation_key from response.incident i where i.id = id_of_incident
    union
    select k.key from response.incident_signal l join response.signal_register r on r.id = l.signal_id
        join response.signal s on s.id = r.id and s.received_at = r.received_at
        cross join lateral (
            select 'x:' || s.correlation_key as key
            union all select 's:' || severity from unnest('{SEV0,SEV1,SEV2,SEV3,SEV4}'::text[]) severity
                where severity >= response.assumed_severity(s.severity_id)
            union all select 'a:' || lower(a) from unnest(s.actors) a
            union all select 'k:' || t from unnest(s.techniques) t
            union all select 'p:' || p from unnest(s.product_ids) p
            union all select 't:' || t || '@' || p from unnest(s.techniques) t cross join unnest(s.product_ids) p) k
        where l.incident_id = id_of_incident
$$;

create function incidents_opened() returns trigger language plpgsql as $$
begin
    insert into response.open_incident (incident_id, latest_at)
        select id, opened_at from opened where stage <> 'CLOSED' and merged_into_id is null;
    insert into response.incident_key (key, incident_id)
        select 'x:' || correlation_key, id from opened where stage <> 'CLOSED' and merged_into_id is null;
    return null;
end $$;
create trigger incidents_are_open after insert on incident
    referencing new table as opened for each statement execute function incidents_opened();

create function incident_opened_or_closed() returns trigger language plpgsql as $$
begin
    if new.stage <> 'CLOSED' and new.merged_into_id is null then
        insert into response.open_incident (incident_id, latest_at) values (new.id, greatest(new.opened_at,
            (select max(s.first_seen_at) from response.incident_signal l join response.signal_register r on r.id = l.signal_id
                join response.signal s on s.id = r.id and s.received_at = r.received_at where l.incident_id = new.id)))
            on conflict do nothing;
        insert into response.incident_key (key, incident_id) select key, new.id from response.keys_of_incident(new.id) key
            on conflict do nothing;
    else
        delete from response.incident_key where incident_id = new.id;
        delete from response.open_incident where incident_id = new.id;
    end if;
    return null;
end $$;
create trigger incident_is_open_or_closed after update of stage, merged_into_id on incident
    for each row when ((old.stage = 'CLOSED' or old.merged_into_id is not null) <> (new.stage = 'CLOSED' or new.merged_into_id is not null))
    execute function incident_opened_or_closed();

insert into open_incident (incident_id, latest_at)
    select i.id, greatest(i.opened_at, max(s.first_seen_at)) from incident i left join incident_signal l on l.incident_id = i.id
        left join signal s on s.id = l.signal_id
    where i.stage <> 'CLOSED' and i.merged_into_id is null group by i.id;
insert into incident_key (key, incident_id)
    select key, o.incident_id from open_incident o cross join lateral keys_of_incident(o.incident_id) key;
