-- what decides whom an incident must be told to; one row per incident, as it was assessed last
create table obligations (
    incident_id                   bigint primary key references incident (id),
    aware_at                      timestamptz not null,
    classified_at                 timestamptz,
    material_at                   timestamptz,
    personal_data                 boolean     not null,
    eu_personal_data              boolean     not null,
    essential_or_important_entity boolean     not null,
    financial_entity              boolean     not null,
    listed_company                boolean     not null,
    exploited_vulnerability       boolean     not null,
    customers_affected            boolean     not null,
    partners_affected             boolean     not null,
    reasoning                     text        not null,
    assessed_by                   text        not null,
    assessed_at                   timestamptz not null
);
