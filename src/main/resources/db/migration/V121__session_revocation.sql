-- how often all sessions of a person were ended; a session that began under another count is over, on every node
create table session_revocation (
    person     text        primary key,
    generation bigint      not null check (generation > 0),
    revoked_at timestamptz not null,
    revoked_by text        not null
);
