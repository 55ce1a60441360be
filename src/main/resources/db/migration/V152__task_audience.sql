-- Who may know of a task by their teams, and whose teams may take it, as one number on the task: tasks that are the same in both share
-- it. The engine keeps a row for each team and task, and looks for them one by one. Triggers on the engine's tables keep the number;
-- TaskAudiences makes them at the start, when the engine has made its tables.
create table task_audience (
    id         integer generated always as identity primary key,
    -- ids of groups that may read the task, sorted; an empty id stands for everybody
    readers    text[] not null,
    -- ids of groups that are candidates for it, sorted
    candidates text[] not null,
    unique (readers, candidates)
);
create index task_audience_readers on task_audience using gin (readers);
create index task_audience_candidates on task_audience using gin (candidates);

-- null: nobody, but for those who are named themselves
create function task_audience_of(task text) returns integer language plpgsql as $$
declare
    who_reads text[];
    who_takes text[];
    number    integer;
begin
    select coalesce(array_agg(distinct g), '{}') into who_reads from (
        select coalesce(a.group_id_, '')::text collate "C" as g from act_ru_authorization a
        where a.resource_id_ = task and a.type_ < 2 and (a.group_id_ is not null or a.user_id_ = '*')
          -- TASK and READ, PROCESS_DEFINITION and READ_TASK: what the engine asks for, whatever the id is that of
          and (a.resource_type_ = 7 and a.perms_ & 2 = 2 or a.resource_type_ = 6 and a.perms_ & 64 = 64)) readers;
    select coalesce(array_agg(distinct g), '{}') into who_takes from (
        select l.group_id_::text collate "C" as g from act_ru_identitylink l
        where l.task_id_ = task and l.type_ = 'candidate' and l.group_id_ is not null) candidates;
    if who_reads = '{}' and who_takes = '{}' then
        return null;
    end if;
    loop
        select a.id into number from response.task_audience a where a.readers = who_reads and a.candidates = who_takes;
        exit when found;
        insert into response.task_audience (readers, candidates) values (who_reads, who_takes) on conflict do nothing;
    end loop;
    return number;
end $$;

create function retell_task(task text) returns void language plpgsql as $$
declare
    told integer;
begin
    -- waits for others who change the task's teams, and then sees what they did
    perform 1 from act_ru_task t where t.id_ = task for no key update;
    if not found then
        return;
    end if;
    told := response.task_audience_of(task);
    update act_ru_task t set response_audience_ = told where t.id_ = task and t.response_audience_ is distinct from told;
end $$;

create function task_readers_changed() returns trigger language plpgsql as $$
begin
    -- most are permissions of one person, which are no part of it
    if tg_op <> 'INSERT' and old.resource_type_ in (6, 7) and (old.group_id_ is not null or old.user_id_ = '*') then
        perform response.retell_task(old.resource_id_);
    end if;
    if tg_op <> 'DELETE' and new.resource_type_ in (6, 7) and (new.group_id_ is not null or new.user_id_ = '*') then
        perform response.retell_task(new.resource_id_);
    end if;
    return null;
end $$;

create function task_candidates_changed() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.task_id_ is not null and old.group_id_ is not null then
        perform response.retell_task(old.task_id_);
    end if;
    if tg_op <> 'DELETE' and new.task_id_ is not null and new.group_id_ is not null then
        perform response.retell_task(new.task_id_);
    end if;
    return null;
end $$;
