-- what waits to be told to people about promises, and the mails in which it was told

-- a mail to one person that tells everything which waited for them
create table sla_digest (
    id         bigint generated always as identity primary key,
    person     text        not null,
    -- when it was written: the next one to this person waits a while from then
    written_at timestamptz not null,
    -- when it was tried last, as long as it has not gone out
    tried_at   timestamptz,
    closed_at  timestamptz
);
-- a person has one on its way at a time
create unique index sla_digest_open on sla_digest (person) where closed_at is null;
create index sla_digest_by_person on sla_digest (person, id desc);

alter table sla_reminder drop constraint sla_reminder_pkey;
alter table sla_reminder
    add column id bigint generated always as identity primary key,
    -- the task that the person is reminded of
    add column task_id text,
    -- the role that a broken promise came to, and the escalation that brought it there; empty for a reminder
    add column role text,
    add column process_instance_id text,
    -- the mail that it is part of
    add column digest_id bigint references sla_digest (id),
    -- when there was nothing left to tell; not_sent says why
    add column fell_away_at timestamptz,
    add constraint sla_reminder_of_role check ((role is null) = (process_instance_id is null));
-- nobody is told twice of one promise, nor of one escalation as one role; whoever gets the work back, after it fell away, is told again
create unique index sla_reminder_once on sla_reminder (clock_id, due_at, person, coalesce(role || ' ' || process_instance_id, '')) where fell_away_at is null;
create index sla_reminder_by_clock on sla_reminder (clock_id);
create index sla_reminder_waiting on sla_reminder (person) where message_id is null and not_sent is null;
create index sla_reminder_by_digest on sla_reminder (digest_id) where digest_id is not null;

-- the pieces of work that a message tells of, where they are more than one: who may not know of one of them does not see the message
create table message_about (
    message_id   bigint not null references message (id),
    business_key text   not null,
    primary key (message_id, business_key)
);
