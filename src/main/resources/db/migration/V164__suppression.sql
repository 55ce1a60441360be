-- signals that somebody keeps from opening or joining incidents for a while: SNOOZE lets them wait, SUPPRESS only keeps them
create table suppression (
    id                bigint      generated always as identity primary key,
    kind              text        not null check (kind in ('SNOOZE', 'SUPPRESS')),
    owner             text        not null,
    reason            text        not null check (char_length(reason) between 1 and 2000),
    -- what it is about; all that are given must hold
    source            text,
    finding_type      text,
    technique         text,
    product_id        text,
    resource          text,
    observable        text,
    actor             text,
    up_to_severity_id smallint    not null check (up_to_severity_id between 0 and 6),
    made_at           timestamptz not null,
    made_by           text        not null,
    ends_at           timestamptz not null check (ends_at > made_at),
    -- set when a person ended it, and on a snooze when its time was over
    ended_at          timestamptz,
    ended_by          text,
    end_reason        text,
    check (num_nonnulls(source, finding_type, technique, product_id, resource, observable, actor) > 0),
    check ((ended_at is null) = (ended_by is null))
);
create index suppression_in_force on suppression (ends_at) where ended_at is null;

-- who changed which word of it
create table suppression_change (
    id             bigint      generated always as identity primary key,
    suppression_id bigint      not null references suppression (id),
    at             timestamptz not null,
    actor          text        not null,
    what           text        not null check (what in ('owner', 'reason', 'endsAt')),
    was            text        not null,
    became         text        not null
);
create index suppression_change_of on suppression_change (suppression_id, id);

create trigger suppression_is_kept before delete on suppression
    for each row execute function refuse_rewriting();
create trigger suppression_stays_about_the_same before update on suppression
    for each row when (old.ended_at is not null or old.kind <> new.kind or old.up_to_severity_id <> new.up_to_severity_id
        or (old.source, old.finding_type, old.technique, old.product_id, old.resource, old.observable, old.actor)
            is distinct from (new.source, new.finding_type, new.technique, new.product_id, new.resource, new.observable, new.actor))
    execute function refuse_rewriting();
create trigger suppression_is_never_emptied before truncate on suppression
    for each statement execute function refuse_change();
create trigger suppression_change_is_append_only before update or delete on suppression_change
    for each row execute function refuse_change();
create trigger suppression_change_is_never_emptied before truncate on suppression_change
    for each statement execute function refuse_change();
