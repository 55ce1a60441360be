-- one row per affected product and run of the remediation process: after a relapse every product goes again, and the earlier run stays readable
create table remediation (
    id             bigint generated always as identity primary key,
    incident_id    bigint      not null references incident (id),
    product_id     text        not null references product (id),
    run            text        not null,
    state          text        not null check (state in ('OPEN', 'PLANNED', 'ERADICATED', 'RECOVERED', 'VERIFIED', 'NOT_ERADICATED', 'RECURRED', 'INTERRUPTED')),
    lead           text        not null,
    approach       text,
    criterion      text,
    eradication    text,
    recovery       text,
    finding        text,
    opened_at      timestamptz not null,
    eradicated_at  timestamptz,
    eradicated_by  text,
    recovered_at   timestamptz,
    recovered_by   text,
    verified_at    timestamptz,
    verified_by    text,
    unique (run, product_id)
);
create index remediation_by_incident on remediation (incident_id);
create index remediation_by_product on remediation (product_id);

create table remediation_step (
    remediation_id bigint      not null references remediation (id),
    position       smallint    not null,
    phase          text        not null check (phase in ('ERADICATION', 'RECOVERY')),
    step           text        not null,
    done_at        timestamptz,
    done_by        text,
    left_out       text,
    primary key (remediation_id, position)
);
