create table review (
    id                  bigint generated always as identity primary key,
    version             integer     not null default 0,
    number              text        not null unique,
    incident_id         bigint      not null references incident (id),
    state               text        not null default 'OPEN'
        check (state in ('OPEN', 'SCHEDULED', 'HELD', 'BOARD', 'RETURNED', 'APPROVED', 'PUBLISHED')),
    facilitator         text,
    meeting             text,
    summary             text,
    blameless_statement text,
    shallow_reason      text,
    no_hunt_reason      text,
    opened_at           timestamptz not null,
    scheduled_for       timestamptz,
    held_at             timestamptz,
    published_at        timestamptz
);
create index review_by_incident on review (incident_id);
-- an incident that comes back goes on with the review it has
create unique index review_one_at_a_time on review (incident_id) where state <> 'PUBLISHED';

create table review_attendee (
    id        bigint generated always as identity primary key,
    review_id bigint not null references review (id),
    name      text   not null,
    address   text,
    role      text   not null check (role in ('FACILITATOR', 'PRODUCT_TEAM', 'RESPONDER', 'EXECUTIVE', 'GUEST')),
    attended  boolean,
    unique (review_id, name)
);

-- what the review looks at, copied as it was when the pack was put together
create table review_evidence (
    id         bigint generated always as identity primary key,
    review_id  bigint      not null references review (id),
    kind       text        not null check (kind in ('TIMELINE', 'SIGNAL', 'SIMILAR_INCIDENT', 'PRODUCT')),
    reference  text        not null,
    title      text        not null,
    text       text        not null,
    at         timestamptz,
    added_at   timestamptz not null,
    unique (review_id, kind, reference)
);

-- the causal tree; position is the number people call a why by
create table why (
    id            bigint generated always as identity primary key,
    review_id     bigint   not null references review (id),
    parent_id     bigint   references why (id),
    position      smallint not null check (position between 1 and 200),
    level         smallint not null check (level between 1 and 200),
    question      text     not null,
    answer        text     not null,
    evidence      text     not null,
    is_root_cause boolean  not null,
    unique (review_id, position),
    check (parent_id <> id)
);
create index why_by_parent on why (parent_id);

create table root_cause (
    id                     bigint generated always as identity primary key,
    review_id              bigint  not null references review (id),
    why_id                 bigint  not null unique references why (id) on delete cascade,
    classification         text    not null
        check (classification in ('PROCESS_GAP', 'CONTROL_GAP', 'PRODUCT_DEFECT', 'DETECTION_GAP', 'HUMAN_FACTOR')),
    statement              text    not null,
    contributing           boolean not null default false,
    standard_change_needed boolean not null default false
);
create index root_cause_by_review on root_cause (review_id);
create index root_cause_classification on root_cause (classification);

create table root_cause_control (
    root_cause_id bigint not null references root_cause (id) on delete cascade,
    control_id    text   not null references control (id),
    primary key (root_cause_id, control_id)
);
create index root_cause_control_by_control on root_cause_control (control_id);

create table board_decision (
    id          bigint generated always as identity primary key,
    review_id   bigint      not null references review (id),
    round       smallint    not null,
    decision    text        not null check (decision in ('APPROVED', 'RETURNED')),
    return_to   text        check (return_to in ('FIVE_WHY', 'ROOT_CAUSES', 'VARIANT_HUNT', 'REPAIR_ITEMS')),
    questions   text,
    comment     text,
    -- the tree, root causes and repair items as the board saw them
    seen        jsonb       not null,
    decided_by  text        not null,
    decided_at  timestamptz not null,
    unique (review_id, round),
    check ((decision = 'RETURNED') = (return_to is not null and questions is not null))
);
create trigger board_decision_is_append_only before update or delete on board_decision
    for each row execute function refuse_change();
