-- a promise: one row per activity that declares a clock, as it stands now; how it came to stand so is in sla_ledger
create table sla_clock (
    id                     bigint generated always as identity primary key,
    name                   text         not null,
    process_definition_key text         not null,
    process_instance_id    text         not null,
    activity_id            text         not null,
    activity_instance_id   text         not null,
    business_key           text         not null default '',
    severity               text,
    product_tier           smallint,
    calendar               text         not null default '24x7',
    -- ISO 8601
    target                 text         not null,
    warn_fraction          numeric(4,3) not null check (warn_fraction > 0 and warn_fraction <= 1),
    -- version of the decision sla-policy; null when no rule matched and the fallback was promised
    policy_version         integer,
    started_at             timestamptz  not null,
    warn_at                timestamptz  not null,
    due_at                 timestamptz  not null,
    stopped_at             timestamptz,
    state                  text         not null check (state in ('RUNNING', 'MET', 'MET_LATE', 'CANCELLED')),
    unique (activity_instance_id, name),
    check ((state = 'RUNNING') = (stopped_at is null))
);
create index sla_clock_running on sla_clock (process_instance_id) where state = 'RUNNING';
create index sla_clock_started on sla_clock (name, started_at);
create index sla_clock_by_business_key on sla_clock (business_key);

create table sla_ledger (
    id             bigint generated always as identity primary key,
    clock_id       bigint      not null references sla_clock (id),
    event          text        not null
        check (event in ('STARTED', 'RETARGETED', 'WARNED', 'BREACHED', 'MET', 'MET_LATE', 'CANCELLED')),
    at             timestamptz not null,
    due_at         timestamptz not null,
    target         text        not null,
    severity       text,
    policy_version integer,
    reason         text        not null
);
create index sla_ledger_by_clock on sla_ledger (clock_id, id);

create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger sla_ledger_is_append_only before update or delete on sla_ledger
    for each row execute function refuse_ledger_change();
create trigger sla_ledger_is_never_emptied before truncate on sla_ledger
    for each statement execute function refuse_ledger_change();
