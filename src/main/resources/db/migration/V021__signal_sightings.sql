-- the body stays exactly as it came; json keeps the text, jsonb would not
alter table signal alter column body type json using body::text::json;

-- a signal has no disposition between being stored and being placed, which is one transaction
alter table signal alter column disposition drop not null;

-- an incident finding is known by its own uid and by that of its first finding
alter table signal add column alias text;
alter table signal add constraint signal_source_alias_key unique (source, alias);

alter table signal add column tlp text check (tlp in ('RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR'));

-- the number of the incident that the signal opened or joined when it came in
alter table signal add column incident text;

-- the same finding reported again: nothing opens, but nothing is lost either
alter table signal add column sightings integer not null default 1;
alter table signal add column last_seen_at timestamptz;
update signal set last_seen_at = received_at;
alter table signal alter column last_seen_at set not null;
alter table signal alter column last_seen_at set default now();
alter table signal add column last_activity text not null default 'CREATE' check (last_activity in ('CREATE', 'UPDATE', 'CLOSE', 'OTHER'));

create index signal_received on signal (received_at, id);
create index signal_first_seen on signal (first_seen_at, id);
create index signal_finding_type_folded on signal (lower(finding_type), first_seen_at);
create index signal_correlation on signal (correlation_key);
create index signal_incident on signal (incident);
create index signal_resources on signal using gin (resources);
create index signal_observables on signal using gin (observables jsonb_path_ops);
