-- A task that begins gets a permission and a candidate for each of its teams, and each of them told the task anew at the end of the
-- transaction. Nothing changes any more by then, so once is enough for as long as the calls are about the same task.
create or replace function retell_task(task text) returns void language plpgsql as $$
declare
    told integer;
    here text := task || ' ' || pg_current_xact_id();
begin
    if current_setting('response.retold', true) = here then
        return;
    end if;
    -- waits for others who change the task's teams, and then sees what they did
    perform 1 from act_ru_task t where t.id_ = task for no key update;
    if found then
        told := response.task_audience_of(task);
        update act_ru_task t set response_audience_ = told where t.id_ = task and t.response_audience_ is distinct from told;
    end if;
    perform set_config('response.retold', here, true);
end $$;
