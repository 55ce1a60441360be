-- The times an incident was kept to its team. The row that isn't lifted says that it is kept now; none is ever deleted.
create table restriction (
    id           bigint generated always as identity primary key,
    incident_id  bigint      not null references incident (id),
    business_key text        not null,
    -- what is shown to those who may not know, and the tenant of its processes in the engine
    code_name    text        not null unique,
    cause        text        not null check (cause in ('TLP_RED', 'CONFIDENTIAL')),
    reason       text        not null,
    since        timestamptz not null,
    marked_by    text        not null,
    lifted_at    timestamptz,
    lifted_by    text,
    lift_reason  text,
    check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lift_reason is null))
);
create unique index restriction_in_force on restriction (incident_id) where lifted_at is null;
create unique index restriction_in_force_by_key on restriction (business_key) where lifted_at is null;

-- Who may know of it. A row is closed, never deleted.
create table clearance (
    id          bigint generated always as identity primary key,
    incident_id bigint      not null references incident (id),
    person      text        not null,
    kind        text        not null check (kind in ('TEAM', 'NEED_TO_KNOW')),
    reason      text        not null,
    granted_by  text        not null,
    granted_at  timestamptz not null,
    until       timestamptz,
    revoked_at  timestamptz,
    revoked_by  text,
    check ((kind = 'NEED_TO_KNOW') = (until is not null)),
    check ((revoked_at is null) = (revoked_by is null))
);
create unique index clearance_standing on clearance (person, incident_id, kind) where revoked_at is null;
create index clearance_by_incident on clearance (incident_id);

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
        or old.until is distinct from new.until)
    execute function refuse_rewriting();
