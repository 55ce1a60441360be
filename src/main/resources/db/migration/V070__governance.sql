-- how well a product meets a control, as it was last assessed
create table assessment (
    product_id  text        not null references product (id),
    control_id  text        not null references control (id),
    status      text        not null check (status in ('COMPLIANT', 'PARTIALLY_COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE')),
    score       smallint    not null check (score between 0 and 100),
    assessed_on date        not null,
    evidence    text,
    imported_at timestamptz not null,
    primary key (product_id, control_id)
);
create index assessment_by_control on assessment (control_id, product_id);

-- what a person decided that a root cause asks of the standard, next to what the decision table proposed
create table control_decision (
    id              bigint generated always as identity primary key,
    incident_id     bigint      not null references incident (id),
    root_cause_id   bigint      not null references root_cause (id),
    proposed        text        not null check (proposed in ('NEW_CONTROL', 'CHANGE_CONTROL', 'STRENGTHEN_GUIDANCE', 'ENFORCE', 'NONE')),
    proposed_reason text        not null,
    decision        text        not null check (decision in ('NEW_CONTROL', 'CHANGE_CONTROL', 'STRENGTHEN_GUIDANCE', 'ENFORCE', 'NONE')),
    reason          text,
    decided_by      text        not null,
    decided_at      timestamptz not null,
    check (decision = proposed or reason is not null)
);
create index control_decision_by_root_cause on control_decision (root_cause_id);
create trigger control_decision_is_append_only before update or delete on control_decision
    for each row execute function refuse_change();

-- a version of the standard: what changed against the one before; it gets its version when it is published
create table baseline (
    id               bigint generated always as identity primary key,
    version          text        unique,
    state            text        not null default 'DRAFT' check (state in ('DRAFT', 'PUBLISHED', 'REJECTED')),
    kind             text        not null check (kind in ('NEW_CONTROL', 'CHANGE_CONTROL', 'STRENGTHEN_GUIDANCE', 'ENFORCE')),
    incident_id      bigint      not null references incident (id),
    root_cause_id    bigint      not null references root_cause (id),
    title            text        not null,
    scope_tags       text[]      not null default '{}',
    drafted_by       text        not null,
    drafted_at       timestamptz not null,
    published_at     timestamptz,
    adoption_outcome text        check (adoption_outcome in ('REACHED', 'ACCEPTED')),
    adoption_reason  text,
    adopted_at       timestamptz,
    check ((state = 'PUBLISHED') = (version is not null and published_at is not null)),
    check ((adoption_outcome is null) = (adopted_at is null)),
    check (adoption_outcome is distinct from 'ACCEPTED' or adoption_reason is not null)
);
create index baseline_by_incident on baseline (incident_id);
create index baseline_by_root_cause on baseline (root_cause_id);

create table baseline_change (
    id          bigint generated always as identity primary key,
    baseline_id bigint not null references baseline (id),
    control_id  text   not null,
    domain      text   not null,
    kind        text   not null check (kind in ('NEW_CONTROL', 'CHANGE_CONTROL', 'STRENGTHEN_GUIDANCE', 'ENFORCE')),
    text        text   not null,
    unique (baseline_id, control_id)
);
create index baseline_change_by_control on baseline_change (control_id);

create table baseline_impact (
    baseline_id bigint      not null references baseline (id),
    division    text        not null,
    in_scope    integer     not null,
    not_meeting integer     not null,
    counted_at  timestamptz not null,
    primary key (baseline_id, division)
);

create table standards_decision (
    id          bigint generated always as identity primary key,
    baseline_id bigint      not null references baseline (id),
    decision    text        not null check (decision in ('APPROVED', 'RETURNED', 'REJECTED')),
    comments    text,
    -- the change as the board saw it
    seen        text        not null,
    decided_by  text        not null,
    decided_at  timestamptz not null,
    check (decision = 'APPROVED' or comments is not null)
);
create index standards_decision_by_baseline on standards_decision (baseline_id);
create trigger standards_decision_is_append_only before update or delete on standards_decision
    for each row execute function refuse_change();

create table roll_out (
    id               bigint generated always as identity primary key,
    baseline_id      bigint      not null references baseline (id),
    division         text        not null,
    state            text        not null default 'OPEN' check (state in ('OPEN', 'DONE', 'EXCEPTION')),
    progress         smallint    not null default 0 check (progress between 0 and 100),
    evidence         text,
    exception_reason text,
    exception_until  date,
    answered_by      text,
    answered_at      timestamptz,
    unique (baseline_id, division),
    check (state <> 'EXCEPTION' or (exception_reason is not null and exception_until is not null))
);

create table adoption (
    id          bigint generated always as identity primary key,
    baseline_id bigint      not null references baseline (id),
    measured_at timestamptz not null,
    adopted     integer     not null,
    in_scope    integer     not null,
    check (adopted between 0 and in_scope)
);
create index adoption_by_baseline on adoption (baseline_id, id);

-- what triage is to recognise again
create table learned_pattern (
    id               bigint generated always as identity primary key,
    number           text        not null unique,
    state            text        not null default 'DRAFT' check (state in ('DRAFT', 'APPROVED', 'LIVE', 'DROPPED')),
    incident_id      bigint      not null references incident (id),
    root_cause_id    bigint      not null references root_cause (id),
    finding_type     text        not null,
    technique        text        not null default '',
    division         text,
    severity_floor   text        not null check (severity_floor in ('SEV0', 'SEV1', 'SEV2', 'SEV3', 'SEV4')),
    learned_from     text        not null,
    repair_item      text        not null default '',
    comment          text,
    drafted_by       text        not null,
    drafted_at       timestamptz not null,
    decided_by       text,
    decided_at       timestamptz,
    decision_version integer,
    live_at          timestamptz,
    check ((state = 'LIVE') = (decision_version is not null and live_at is not null))
);
create index learned_pattern_by_incident on learned_pattern (incident_id);
create index learned_pattern_by_root_cause on learned_pattern (root_cause_id);
create index learned_pattern_finding_type on learned_pattern (lower(finding_type));

-- the baseline that gave a control its present text; the shipped catalogue leaves such a control alone
alter table control add column changed_in text;
