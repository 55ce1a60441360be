-- one row per incident and duty to notify: when it began, when it is due, how it stands, and the proof that it was met
create table notification_duty (
    id                  bigint generated always as identity primary key,
    incident_id         bigint      not null references incident (id),
    duty                text        not null check (duty in ('GDPR_72H', 'NIS2_24H', 'NIS2_72H', 'NIS2_1M', 'DORA_4H', 'SEC_4BD',
                                    'CRA_24H', 'CRA_72H', 'CUSTOMER', 'PARTNER', 'EXECUTIVE')),
    began_with          text        not null check (began_with in ('AWARENESS', 'CLASSIFICATION', 'MATERIALITY')),
    deadline            text        not null,
    -- the duty whose sending this one counts from, if not from its trigger
    counted_from        text,
    -- ISO 8601 from awareness; the deadline is not put off beyond it
    latest              text,
    recipients_kind     text        not null check (recipients_kind in ('REGULATOR', 'CUSTOMERS', 'PARTNERS', 'EXECUTIVES')),
    approver            text        not null,
    source              text        not null,
    -- the rule of the decision notification-duties, and its version
    rule                text        not null,
    decision_version    integer     not null,
    process_instance_id text        unique,
    arose_at            timestamptz not null,
    triggered_at        timestamptz,
    due_at              timestamptz,
    suspended_at        timestamptz,
    suspended_until     timestamptz,
    -- how long it stood still in all, ISO 8601
    stood_still         text        not null default 'PT0S',
    state               text        not null check (state in ('OPEN', 'SUSPENDED', 'NOT_APPLICABLE', 'MET', 'MET_LATE')),
    message_id          bigint      references message (id),
    sent_at             timestamptz,
    -- how it was told, and what proves it
    sent_how            text,
    proof               text,
    recorded_by         text,
    unique (incident_id, duty),
    check ((state in ('MET', 'MET_LATE')) = (sent_at is not null)),
    check ((state = 'SUSPENDED') = (suspended_at is not null and suspended_until is not null)),
    check ((triggered_at is null) = (due_at is null))
);
create index notification_duty_open on notification_duty (due_at) where state in ('OPEN', 'SUSPENDED');

-- what was drafted, by whom, and what became of it
create table notification_draft (
    id         bigint generated always as identity primary key,
    duty_id    bigint      not null references notification_duty (id),
    version    integer     not null,
    channel    text        not null check (channel in ('MAIL', 'WEBHOOK', 'PORTAL')),
    recipients text[]      not null,
    subject    text        not null,
    body       text        not null,
    drafted_by text        not null,
    drafted_at timestamptz not null,
    outcome    text        check (outcome in ('APPROVED', 'RETURNED', 'LEGAL_QUESTION')),
    comment    text,
    decided_by text,
    decided_at timestamptz,
    unique (duty_id, version)
);

-- legal decisions about a duty; the last one counts
create table duty_decision (
    id              bigint generated always as identity primary key,
    duty_id         bigint      not null references notification_duty (id),
    decision        text        not null check (decision in ('SUSPENDED', 'NOT_APPLICABLE', 'RESUMED', 'GO_ON')),
    suspended_until timestamptz,
    reason          text        not null,
    -- whose decision it is, such as outside counsel, and who recorded it
    decided_by      text        not null,
    recorded_by     text        not null,
    at              timestamptz not null
);
create index duty_decision_by_duty on duty_decision (duty_id, id);

create trigger duty_decisions_are_append_only before update or delete on duty_decision
    for each row execute function refuse_change();
