-- work that somebody gave to a colleague, or back to the teams it came from, with what the next one has to know
create table handover (
    id              bigint generated always as identity primary key,
    given_by        text        not null,
    given_at        timestamptz not null,
    -- nobody in particular: whoever of the teams takes it
    given_to        text,
    note            text        check (char_length(note) between 1 and 10000),
    acknowledged_by text,
    acknowledged_at timestamptz,
    check ((acknowledged_by is null) = (acknowledged_at is null))
);
create index handover_given_to on handover (given_to, id);
create index handover_given_by on handover (given_by, id);
create index handover_to_teams on handover (id) where given_to is null;

create table handover_task (
    handover_id  bigint not null references handover (id),
    task_id      text   not null,
    name         text   not null,
    business_key text   not null,
    incident_id  bigint references incident (id),
    -- who may work on it besides
    teams        text[] not null,
    primary key (handover_id, task_id)
);

create table handover_note (
    handover_id bigint not null references handover (id),
    incident_id bigint not null references incident (id),
    text        text   not null check (char_length(text) between 1 and 10000),
    primary key (handover_id, incident_id)
);

create trigger handover_is_kept before delete on handover
    for each row execute function refuse_rewriting();
create trigger handover_is_only_acknowledged before update on handover
    for each row when (old.acknowledged_at is not null or old.given_by <> new.given_by or old.given_at <> new.given_at
        or old.given_to is distinct from new.given_to or old.note is distinct from new.note)
    execute function refuse_rewriting();
create trigger handover_is_never_emptied before truncate on handover
    for each statement execute function refuse_change();
create trigger handover_task_is_append_only before update or delete on handover_task
    for each row execute function refuse_change();
create trigger handover_task_is_never_emptied before truncate on handover_task
    for each statement execute function refuse_change();
create trigger handover_note_is_append_only before update or delete on handover_note
    for each row execute function refuse_change();
create trigger handover_note_is_never_emptied before truncate on handover_note
    for each statement execute function refuse_change();
