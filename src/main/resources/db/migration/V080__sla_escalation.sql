-- what followed from a promise that was soon to be, or was, broken
create table sla_escalation (
    id                  bigint generated always as identity primary key,
    clock_id            bigint      not null references sla_clock (id),
    level               text        not null check (level in ('warning', 'breach')),
    -- the promise it is about
    due_at              timestamptz not null,
    process_instance_id text,
    started_at          timestamptz not null,
    ended_at            timestamptz,
    outcome             text        check (outcome in ('REMINDED', 'ACKNOWLEDGED', 'UNANSWERED', 'SETTLED')),
    check ((ended_at is null) = (outcome is null))
);
-- a clock has one escalation of a level at a time
create unique index sla_escalation_open on sla_escalation (clock_id, level) where ended_at is null;
create index sla_escalation_by_clock on sla_escalation (clock_id);

create table sla_escalation_step (
    id            bigint generated always as identity primary key,
    escalation_id bigint      not null references sla_escalation (id),
    kind          text        not null check (kind in ('ESCALATED', 'ACKNOWLEDGED')),
    -- the role it was escalated to
    role          text        not null,
    action        text        check (action in ('RESOURCES_ADDED', 'REASSIGNED', 'NEW_PLAN', 'NOTED')),
    note          text,
    actor         text        not null,
    at            timestamptz not null,
    check ((kind = 'ACKNOWLEDGED') = (action is not null))
);
create index sla_escalation_step_by_escalation on sla_escalation_step (escalation_id, id);
create trigger sla_escalation_step_is_append_only before update or delete on sla_escalation_step
    for each row execute function refuse_ledger_change();

-- nobody is reminded twice of one promise
create table sla_reminder (
    clock_id   bigint      not null references sla_clock (id),
    due_at     timestamptz not null,
    person     text        not null,
    task_name  text        not null,
    level      text        not null check (level in ('warning', 'breach')),
    at         timestamptz not null,
    primary key (clock_id, due_at, person)
);
create index sla_reminder_by_person on sla_reminder (person, at);
