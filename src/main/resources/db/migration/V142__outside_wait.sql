-- work that could not go on until somebody outside had done something: who asked, for whom, why, until when, who agreed, and what came of it
create table outside_wait (
    id              bigint generated always as identity primary key,
    incident_id     bigint references incident (id),
    -- what waits: the id of a product or the number of a repair item
    subject         text        not null,
    -- the promise that stands still
    clock           text        not null,
    waiting_for     text        not null,
    reason          text        not null,
    expected_at     timestamptz not null check (expected_at > asked_at),
    asked_by        text        not null,
    asked_at        timestamptz not null,
    -- only where the policy names a role that must agree
    decision        text check (decision in ('APPROVED', 'REFUSED')),
    decided_by      text,
    decision_reason text,
    decided_at      timestamptz,
    began_at        timestamptz,
    ended_at        timestamptz check (ended_at >= began_at),
    -- answered, not answered by the expected date, or called off with the work
    ended_how       text check (ended_how in ('ANSWERED', 'NOTHING_CAME', 'CALLED_OFF')),
    outcome         text,
    ended_by        text,
    check ((decision is null) = (decided_at is null)),
    check (decision is distinct from 'REFUSED' or began_at is null),
    check (ended_at is null or began_at is not null),
    check ((ended_at is null) = (ended_how is null))
);
create index outside_wait_by_incident on outside_wait (incident_id);
create index outside_wait_by_subject on outside_wait (subject, clock, id);
