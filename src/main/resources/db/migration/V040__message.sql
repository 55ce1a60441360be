-- every message that leaves the platform, kept before it is sent and whatever becomes of it
create table message (
    id              bigint generated always as identity primary key,
    idempotency_key text        not null unique,
    business_key    text        not null,
    channel         text        not null check (channel in ('MAIL', 'WEBHOOK')),
    -- mail addresses, or the name of one configured webhook
    recipients      text[]      not null,
    subject         text        not null,
    body            text        not null,
    state           text        not null check (state in ('QUEUED', 'SENT', 'NOT_SENT', 'FAILED')),
    -- why it is not sent, or what went wrong last
    reason          text,
    attempts        integer     not null default 0,
    kept_at         timestamptz not null,
    sent_at         timestamptz,
    proof           text,
    check ((state = 'SENT') = (sent_at is not null))
);
create index message_by_business_key on message (business_key, id);
create index message_not_sent on message (kept_at) where state <> 'SENT';
