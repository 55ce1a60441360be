-- the last number given out per series and year; the row lock makes numbers gapless and unique
create table number_series (
    series text     not null,
    year   smallint not null,
    last   integer  not null,
    primary key (series, year)
);

create table incident (
    id                bigint generated always as identity primary key,
    version           integer     not null default 0,
    number            text        not null unique,
    title             text        not null,
    summary           text,
    severity          text        not null check (severity in ('SEV0', 'SEV1', 'SEV2', 'SEV3', 'SEV4')),
    tlp               text        not null check (tlp in ('RED', 'AMBER_STRICT', 'AMBER', 'GREEN', 'CLEAR')),
    stage             text        not null check (stage in ('FIRST_RESPONSE', 'REMEDIATION', 'REVIEW', 'REPAIR', 'CLOSED')),
    origin            text        not null check (origin in ('DETECTION', 'MSRC', 'RED_TEAM', 'CUSTOMER', 'EMPLOYEE', 'VARIANT_HUNT')),
    verdict           text        check (verdict in ('TRUE_POSITIVE', 'BENIGN', 'FALSE_POSITIVE', 'DUPLICATE')),
    closure_reason    text,
    finding_type      text        not null,
    correlation_key   text        not null,
    commander         text,
    communications_lead text,
    review_nominated  boolean     not null default false,
    parent_id         bigint      references incident (id),
    merged_into_id    bigint      references incident (id),
    matched_pattern   text,
    first_seen_at     timestamptz not null,
    opened_at         timestamptz not null,
    contained_at      timestamptz,
    closed_at         timestamptz
);
create index incident_open_by_correlation on incident (correlation_key) where stage <> 'CLOSED';
create index incident_finding_type on incident (finding_type);
create index incident_opened on incident (opened_at);

create table incident_signal (
    incident_id bigint      not null references incident (id),
    signal_id   bigint      not null references signal (id),
    linked_at   timestamptz not null,
    primary key (incident_id, signal_id)
);
create index incident_signal_by_signal on incident_signal (signal_id);

create table severity_change (
    id          bigint generated always as identity primary key,
    incident_id bigint      not null references incident (id),
    severity    text        not null,
    previous    text,
    rule        text        not null,
    reason      text        not null,
    actor       text        not null,
    at          timestamptz not null
);
create index severity_change_by_incident on severity_change (incident_id);

create table affected_product (
    incident_id bigint      not null references incident (id),
    product_id  text        not null references product (id),
    source      text        not null,
    added_at    timestamptz not null,
    primary key (incident_id, product_id)
);

create table timeline (
    id          bigint generated always as identity primary key,
    incident_id bigint      not null references incident (id),
    at          timestamptz not null,
    kind        text        not null,
    actor       text        not null,
    text        text        not null
);
create index timeline_by_incident on timeline (incident_id, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;

create trigger timeline_is_append_only before update or delete on timeline
    for each row execute function refuse_change();
create trigger timeline_is_never_emptied before truncate on timeline
    for each statement execute function refuse_change();
create trigger severity_history_is_append_only before update or delete on severity_change
    for each row execute function refuse_change();
