-- incidents that only their team may know of; what was lifted or revoked stays, so that one can say who might know what when
create table restriction (
    id           bigint generated always as identity primary key,
    incident_id  bigint      not null references incident (id),
    business_key text        not null,
    code_name    text        not null unique,
    ground       text        not null check (ground in ('TLP_RED', 'CONFIDENTIAL')),
    reason       text        not null,
    since        timestamptz not null,
    marked_by    text        not null,
    lifted_at    timestamptz,
    lifted_by    text,
    lift_reason  text
);
create unique index restriction_in_force on restriction (incident_id) where lifted_at is null;
create unique index restriction_in_force_by_key on restriction (business_key) where lifted_at is null;

create table clearance (
    id          bigint generated always as identity primary key,
    incident_id bigint      not null references incident (id),
    person      text        not null,
    kind        text        not null check (kind in ('TEAM', 'NEED_TO_KNOW')),
    reason      text        not null,
    granted_by  text        not null,
    granted_at  timestamptz not null,
    ends_at     timestamptz check (kind = 'TEAM' or ends_at is not null),
    revoked_at  timestamptz,
    revoked_by  text
);
create unique index clearance_in_force on clearance (incident_id, person) where revoked_at is null;
create index clearance_by_person on clearance (person) where revoked_at is null;

-- what everybody may see and what figures are made of
create view unrestricted_incident as
    select i.* from incident i
    where not exists (select 1 from restriction r where r.incident_id = i.id and r.lifted_at is null);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception '% is closed, never rewritten or deleted', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger restriction_is_kept before delete on restriction
    for each row execute function refuse_rewriting();
create trigger restriction_stays_closed before update on restriction
    for each row when (old.lifted_at is not null or old.code_name <> new.code_name or old.incident_id <> new.incident_id)
    execute function refuse_rewriting();
create trigger clearance_is_kept before delete on clearance
    for each row execute function refuse_rewriting();
create trigger clearance_stays_closed before update on clearance
    for each row when (old.revoked_at is not null or old.person <> new.person or old.incident_id <> new.incident_id
        or old.ends_at is distinct from new.ends_at)
    execute function refuse_rewriting();
