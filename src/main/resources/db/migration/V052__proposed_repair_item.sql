-- what a review or a session asks to be repaired, before the repair stage takes it on
create table proposed_repair_item (
    id              bigint generated always as identity primary key,
    review_id       bigint      references review (id),
    session_id      bigint,
    incident_id     bigint      references incident (id),
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
    status          text        not null default 'PROPOSED' check (status in ('PROPOSED', 'OPENED', 'DROPPED')),
    proposed_by     text        not null,
    created_at      timestamptz not null,
    check ((review_id is null) <> (session_id is null))
);
create index proposed_repair_item_by_review on proposed_repair_item (review_id);
create index proposed_repair_item_by_session on proposed_repair_item (session_id);
