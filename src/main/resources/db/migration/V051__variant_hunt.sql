-- where else does this pattern live: what was looked for, and how far the search reached
create table variant_hunt (
    id                bigint generated always as identity primary key,
    review_id         bigint      not null references review (id),
    incident_id       bigint      not null references incident (id),
    root_cause_id     bigint      references root_cause (id) on delete set null,
    title             text        not null,
    state             text        not null default 'PLANNED' check (state in ('PLANNED', 'DEFINED', 'SEARCHED', 'CLOSED')),
    finding_type      text,
    techniques        text[]      not null default '{}',
    resource_text     text,
    product_tags      text[]      not null default '{}',
    from_at           timestamptz,
    to_at             timestamptz,
    signals_searched  bigint,
    products_searched bigint,
    truncated         boolean     not null default false,
    searched_at       timestamptz,
    coverage_note     text,
    defined_by        text,
    closed_by         text,
    closed_at         timestamptz,
    planned_at        timestamptz not null
);
create index variant_hunt_by_review on variant_hunt (review_id);
create index variant_hunt_by_incident on variant_hunt (incident_id);

create table variant (
    id           bigint generated always as identity primary key,
    hunt_id      bigint not null references variant_hunt (id),
    signal_id    bigint references signal (id),
    product_id   text   references product (id),
    matched_on   text   not null,
    state        text   not null default 'CANDIDATE' check (state in ('CANDIDATE', 'CONFIRMED', 'REJECTED')),
    reason       text,
    decided_by   text,
    decided_at   timestamptz,
    incident_id  bigint references incident (id),
    unique (hunt_id, signal_id),
    unique (hunt_id, product_id),
    check ((signal_id is null) <> (product_id is null)),
    check (incident_id is null or state = 'CONFIRMED')
);
