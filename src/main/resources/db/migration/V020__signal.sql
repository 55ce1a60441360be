create table signal (
    id                  bigint generated always as identity primary key,
    source              text        not null,
    external_id         text        not null,
    format              text        not null,
    title               text        not null,
    description         text,
    finding_type        text        not null,
    severity_id         smallint    not null,
    techniques          text[]      not null default '{}',
    resources           text[]      not null default '{}',
    product_ids         text[]      not null default '{}',
    observables         jsonb       not null default '[]',
    correlation_key     text        not null,
    first_seen_at       timestamptz not null,
    received_at         timestamptz not null,
    received_from       text        not null,
    disposition         text        not null check (disposition in ('OPENED', 'ATTACHED')),
    body                jsonb       not null,
    unique (source, external_id)
);
create index signal_finding_type on signal (finding_type, received_at);
create index signal_techniques on signal using gin (techniques);
create index signal_products on signal using gin (product_ids);
