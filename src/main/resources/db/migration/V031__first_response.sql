-- what was known of an incident at a time; the severity decision reads the latest. Never changed, so that each decision can be explained.
create table incident_facts (
    id                bigint generated always as identity primary key,
    incident_id       bigint      not null references incident (id),
    functional_impact text        not null check (functional_impact in ('UNKNOWN', 'NONE', 'MINIMAL', 'SIGNIFICANT', 'DENIAL')),
    scope             text        not null check (scope in ('UNKNOWN', 'SINGLE_ASSET', 'SINGLE_PRODUCT', 'SEVERAL_PRODUCTS', 'ORGANISATION')),
    exploitation      text        not null check (exploitation in ('UNKNOWN', 'NONE', 'ATTEMPTED', 'CONFIRMED')),
    data_at_risk      text        not null check (data_at_risk in ('UNKNOWN', 'NONE', 'PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'RESTRICTED')),
    stated_in         text        not null check (stated_in in ('triage', 'investigation')),
    actor             text        not null,
    at                timestamptz not null
);
create index incident_facts_by_incident on incident_facts (incident_id, id);
create trigger incident_facts_are_append_only before update or delete on incident_facts
    for each row execute function refuse_change();

alter table incident add column bridge_link text;

create table containment_action (
    id          bigint generated always as identity primary key,
    incident_id bigint      not null references incident (id),
    action      text        not null,
    target      text        not null,
    carried_out text        not null check (carried_out in ('PERSON', 'AUTOMATIC')),
    owner       text        not null,
    state       text        not null default 'PLANNED' check (state in ('PLANNED', 'DONE', 'FAILED')),
    result      text,
    planned_by  text        not null,
    planned_at  timestamptz not null,
    ended_by    text,
    ended_at    timestamptz
);
create index containment_action_by_incident on containment_action (incident_id, id);

create table investigation_round (
    id          bigint generated always as identity primary key,
    incident_id bigint      not null references incident (id),
    findings    text        not null,
    scope_known boolean     not null,
    hypotheses  text,
    actor       text        not null,
    at          timestamptz not null
);
create index investigation_round_by_incident on investigation_round (incident_id, id);

create table status_update (
    id          bigint generated always as identity primary key,
    incident_id bigint      not null references incident (id),
    audience    text        not null check (audience in ('RESPONSE', 'LEADERSHIP', 'ORGANISATION')),
    text        text        not null,
    actor       text        not null,
    at          timestamptz not null
);
create index status_update_by_incident on status_update (incident_id, id);

-- a person's word against the decision table; it stands until the facts make the table say something else
create table severity_override (
    id          bigint generated always as identity primary key,
    incident_id bigint      not null references incident (id),
    severity    text        not null check (severity in ('SEV0', 'SEV1', 'SEV2', 'SEV3', 'SEV4')),
    reason      text        not null,
    overruled   text        check (overruled in ('SEV0', 'SEV1', 'SEV2', 'SEV3', 'SEV4')),
    actor       text        not null,
    at          timestamptz not null,
    ended_at    timestamptz
);
create unique index severity_override_standing on severity_override (incident_id) where ended_at is null;
