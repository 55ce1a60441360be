-- every promise a clock: what it is about, how it stands, and how it came to stand so

alter table sla_clock
    -- what a clock of a kind is about where its name does not say it, such as the duty GDPR_72H
    add column subject        text,
    add column region         text,
    -- the product that the promise was measured by, and who answers for it, as known when the clock last moved
    add column product_id     text,
    add column division       text,
    add column owner          text,
    -- when the work as a whole began, such as the opening of the incident
    add column work_opened_at timestamptz,
    -- since when the clock stands still
    add column paused_at      timestamptz,
    -- how long it stood still, around the clock, pauses that go on not counted
    add column paused_ms      bigint      not null default 0 check (paused_ms >= 0),
    -- the due date it was found to have passed
    add column breached_at    timestamptz,
    -- time of the calendar that was used when it stopped, pauses left out
    add column elapsed_ms     bigint      check (elapsed_ms >= 0);

alter table sla_clock drop constraint sla_clock_state_check;
alter table sla_clock drop constraint sla_clock_check;
alter table sla_clock
    add constraint sla_clock_state_check check (state in ('RUNNING', 'PAUSED', 'BREACHED', 'MET', 'MET_LATE', 'CANCELLED')),
    add constraint sla_clock_stopped check ((state in ('RUNNING', 'PAUSED', 'BREACHED')) = (stopped_at is null)),
    add constraint sla_clock_paused check ((state = 'PAUSED') = (paused_at is not null));

drop index sla_clock_running;
create index sla_clock_open on sla_clock (process_instance_id) where stopped_at is null;
create index sla_clock_open_by_due on sla_clock (due_at) where stopped_at is null;

-- how one clock stood still: while which run of an element, why, and who approved of it
create table sla_pause (
    id                   bigint generated always as identity primary key,
    clock_id             bigint      not null references sla_clock (id),
    activity_instance_id text        not null,
    reason               text        not null,
    approved_by          text,
    began_at             timestamptz not null,
    ended_at             timestamptz check (ended_at >= began_at),
    unique (clock_id, activity_instance_id)
);
create index sla_pause_open on sla_pause (activity_instance_id) where ended_at is null;

-- each line of the ledger tells how the clock stood after it
alter table sla_ledger drop constraint sla_ledger_event_check;
alter table sla_ledger
    add constraint sla_ledger_event_check check (event in ('STARTED', 'RETARGETED', 'PAUSED', 'RESUMED', 'PAUSE_REFUSED', 'WARNED',
        'BREACHED', 'MET', 'MET_LATE', 'CANCELLED')),
    add column state        text,
    add column started_at   timestamptz,
    add column warn_at      timestamptz,
    add column stopped_at   timestamptz,
    add column calendar     text,
    add column product_tier smallint,
    add column region       text,
    add column product_id   text,
    add column division     text,
    add column owner        text,
    add column paused_ms    bigint,
    add column elapsed_ms   bigint,
    -- who acted, where it was a person
    add column actor        text;

-- what stood in the ledger before it told everything
alter table sla_ledger disable trigger sla_ledger_is_append_only;
update sla_ledger l
set state      = case when l.event in ('MET', 'MET_LATE', 'CANCELLED') then l.event when l.event = 'BREACHED' then 'BREACHED' else 'RUNNING' end,
    started_at = c.started_at,
    stopped_at = case when l.event in ('MET', 'MET_LATE', 'CANCELLED') then l.at end,
    calendar   = c.calendar,
    paused_ms  = 0
from sla_clock c
where c.id = l.clock_id;
alter table sla_ledger enable trigger sla_ledger_is_append_only;
update sla_clock c
set state = 'BREACHED', breached_at = due_at
where state = 'RUNNING' and exists (select 1 from sla_ledger l where l.clock_id = c.id and l.event = 'BREACHED' and l.due_at = c.due_at);
update sla_clock set elapsed_ms = greatest(0, round(extract(epoch from stopped_at - started_at) * 1000)) where stopped_at is not null;
