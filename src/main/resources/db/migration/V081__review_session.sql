-- an operations review (SOR) of everything, or a health review (SHR) of one division
create table review_session (
    id             bigint generated always as identity primary key,
    version        integer     not null default 0,
    number         text        not null unique,
    kind           text        not null check (kind in ('SOR', 'SHR')),
    division       text,
    state          text        not null default 'OPEN' check (state in ('OPEN', 'PREPARED', 'HELD', 'PUBLISHED')),
    opened_by      text        not null,
    opened_at      timestamptz not null,
    -- the figures begin where those of the session before ended
    period_from    timestamptz not null,
    scheduled_for  timestamptz,
    agenda         text,
    highlights     text,
    minutes        text,
    risk_rating    text        check (risk_rating in ('LOW', 'MODERATE', 'HIGH', 'CRITICAL')),
    decided_by     text,
    held_at        timestamptz,
    published_at   timestamptz,
    check ((kind = 'SHR') = (division is not null))
);
create unique index review_session_one_at_a_time on review_session (kind, coalesce(division, '')) where state <> 'PUBLISHED';
create index review_session_opened on review_session (opened_at);

-- the figures as they were, one row each time they were taken
create table session_snapshot (
    id         bigint generated always as identity primary key,
    session_id bigint      not null references review_session (id),
    taken_at   timestamptz not null,
    figures    jsonb       not null
);
create index session_snapshot_by_session on session_snapshot (session_id, id);
create trigger session_snapshot_is_append_only before update or delete on session_snapshot
    for each row execute function refuse_change();

create table session_person (
    session_id bigint  not null references review_session (id),
    name       text    not null,
    address    text,
    invited    boolean not null default false,
    attended   boolean not null default false,
    primary key (session_id, name)
);

create table session_postponement (
    id         bigint generated always as identity primary key,
    session_id bigint      not null references review_session (id),
    reason     text        not null,
    actor      text        not null,
    at         timestamptz not null
);
create index session_postponement_by_session on session_postponement (session_id);

create table session_decision (
    id         bigint generated always as identity primary key,
    session_id bigint      not null references review_session (id),
    decision   text        not null,
    decided_by text        not null,
    at         timestamptz not null
);
create index session_decision_by_session on session_decision (session_id);

create table session_deep_dive (
    id             bigint generated always as identity primary key,
    session_id     bigint      not null references review_session (id),
    topic          text        not null,
    reason         text        not null,
    owner          text        not null,
    -- what it left open
    question       text,
    findings       text,
    evidence       text,
    recommendation text,
    chosen_at      timestamptz not null,
    done_at        timestamptz
);
create index session_deep_dive_by_session on session_deep_dive (session_id);

create table session_accepted_risk (
    id          bigint generated always as identity primary key,
    session_id  bigint      not null references review_session (id),
    title       text        not null,
    reason      text        not null,
    product_id  text        references product (id),
    until       date        not null,
    state       text        not null default 'PROPOSED' check (state in ('PROPOSED', 'SIGNED', 'REFUSED')),
    proposed_by text        not null,
    signed_by   text,
    note        text,
    signed_at   timestamptz,
    check ((state = 'PROPOSED') = (signed_by is null))
);
create index session_accepted_risk_by_session on session_accepted_risk (session_id);
