-- what machine clients sign in with; of the secret only its hash is kept
create table access_token (
    id              text        primary key check (id ~ '^[0-9a-f]{16}$'),
    -- never used twice: timelines name the client by it
    name            text        not null unique check (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(name) <= 40),
    secret_sha256   bytea       not null check (octet_length(secret_sha256) = 32),
    -- a person of the engine
    owner           text        not null,
    scopes          text[]      not null check (cardinality(scopes) > 0),
    ends_at         timestamptz not null,
    created_at      timestamptz not null,
    created_by      text        not null,
    last_used_at    timestamptz,
    -- the last time a refusal after the end was written to the audit log
    late_use_at     timestamptz,
    revoked_at      timestamptz,
    revoked_by      text,
    check (ends_at > created_at and ends_at <= created_at + interval '366 days'),
    check ((revoked_at is null) = (revoked_by is null))
);
create index access_token_by_owner on access_token (owner);
