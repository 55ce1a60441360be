create table repair_item (
    id              bigint generated always as identity primary key,
    version         integer     not null default 0,
    number          text        not null unique,
    -- a proposal becomes one item, however often it is opened
    proposal_id     bigint      not null unique references proposed_repair_item (id),
    incident_id     bigint      references incident (id),
    review_id       bigint      references review (id),
    session_id      bigint,
    root_cause_id   bigint      references root_cause (id) on delete set null,
    title           text        not null,
    description     text        not null,
    item_class      text        not null check (item_class in ('DETECT', 'PREVENT', 'MITIGATE', 'PROCESS')),
    owner           text        not null,
    product_id      text        references product (id),
    known_exploited boolean,
    total_impact    boolean,
    exposed         boolean,
    automatable     boolean,
    phase           text        not null default 'ACCEPT'
        check (phase in ('ACCEPT', 'OPERATIONS', 'ENGINEERING', 'GOVERNANCE', 'PROOF')),
    state           text        not null default 'OPEN'
        check (state in ('OPEN', 'IN_REPAIR', 'RISK_ASKED', 'RISK_ACCEPTED', 'CLOSED')),
    due_at          timestamptz,
    due_rule        text,
    plan            text,
    target_date     date,
    accepted_by     text,
    reopened        integer     not null default 0,
    tracker         text,
    tracker_ref     text,
    tracker_url     text,
    process_instance_id text,
    opened_at       timestamptz not null,
    closed_at       timestamptz,
    check ((state = 'CLOSED') = (closed_at is not null))
);
create index repair_item_by_incident on repair_item (incident_id);
create index repair_item_by_session on repair_item (session_id);
create index repair_item_by_product on repair_item (product_id);
create index repair_item_open_by_due on repair_item (due_at) where state <> 'CLOSED';

-- what was done in each phase, and who says so
create table repair_step (
    id             bigint generated always as identity primary key,
    repair_item_id bigint      not null references repair_item (id),
    round          integer     not null,
    phase          text        not null,
    outcome        text        not null
        check (outcome in ('ACCEPTED', 'OTHER_OWNER', 'DONE', 'NOT_NEEDED', 'PROVEN', 'NOT_PROVEN', 'RISK_ASKED')),
    method         text,
    evidence       text,
    note           text,
    actor          text        not null,
    at             timestamptz not null,
    check (outcome not in ('PROVEN', 'NOT_PROVEN') or (method is not null and evidence is not null))
);
create index repair_step_by_item on repair_step (repair_item_id, id);
create trigger repair_step_is_append_only before update or delete on repair_step
    for each row execute function refuse_change();

-- every due date an item ever had
create table repair_due_date (
    id             bigint generated always as identity primary key,
    repair_item_id bigint      not null references repair_item (id),
    due_at         timestamptz not null,
    reason         text        not null,
    actor          text        not null,
    at             timestamptz not null
);
create index repair_due_date_by_item on repair_due_date (repair_item_id, id);
create trigger repair_due_date_is_append_only before update or delete on repair_due_date
    for each row execute function refuse_change();

create table accepted_risk (
    id                   bigint generated always as identity primary key,
    repair_item_id       bigint      not null references repair_item (id),
    asked_by             text        not null,
    asked_reason         text        not null,
    asked_at             timestamptz not null,
    decision             text        check (decision in ('APPROVE', 'REFUSE')),
    approver             text,
    accepted_until       date,
    compensating_control text,
    reason               text,
    decided_at           timestamptz,
    ended_at             timestamptz,
    check ((decision is null) = (approver is null)),
    check (decision is distinct from 'APPROVE' or (accepted_until is not null and compensating_control is not null))
);
create index accepted_risk_by_item on accepted_risk (repair_item_id, id);
create unique index accepted_risk_one_question_at_a_time on accepted_risk (repair_item_id) where decision is null;

-- the tracker that is there when no other one is configured
create table tracker_issue (
    id          bigint generated always as identity primary key,
    item_number text        not null unique,
    title       text        not null,
    body        text        not null,
    state       text        not null default 'OPEN' check (state in ('OPEN', 'CLOSED')),
    opened_at   timestamptz not null,
    closed_at   timestamptz
);
