-- One log for what happened to incidents and for what people did to the platform. The timeline of incidents becomes part of it.
alter table timeline rename to audit_event;
alter table audit_event alter column incident_id drop not null;
alter table audit_event
    add column category     text not null default 'TIMELINE',
    add column subject      text,
    add column business_key text,
    add constraint timeline_is_about_an_incident check (category <> 'TIMELINE' or incident_id is not null);
alter index timeline_by_incident rename to audit_event_by_incident;
alter trigger timeline_is_append_only on audit_event rename to audit_event_is_append_only;
alter trigger timeline_is_never_emptied on audit_event rename to audit_event_is_never_emptied;
create index audit_event_by_time on audit_event (at);

-- simple enough for PostgreSQL to write through it
create view timeline as
    select id, incident_id, at, kind, actor, text from audit_event where category = 'TIMELINE';

-- what the sealer has still to bring into the chain
create table audit_unsealed (
    event_id bigint primary key
);
insert into audit_unsealed select id from audit_event;

create function await_seal() returns trigger language plpgsql as $$
begin
    insert into response.audit_unsealed (event_id) values (new.id);
    return null;
end $$;
create trigger audit_event_awaits_its_seal after insert on audit_event
    for each row execute function await_seal();

-- the chain; genesis is 32 zero bytes
create table audit_seal (
    seq       bigint      primary key check (seq > 0),
    event_id  bigint      not null unique references audit_event (id),
    previous  bytea       not null check (octet_length(previous) = 32),
    hash      bytea       not null check (octet_length(hash) = 32),
    sealed_at timestamptz not null
);
create trigger audit_seal_is_append_only before update or delete on audit_seal
    for each row execute function refuse_change();
create trigger audit_seal_is_never_emptied before truncate on audit_seal
    for each statement execute function refuse_change();
