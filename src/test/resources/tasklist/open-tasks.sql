-- Open user tasks as the engine writes them: for each an instance, an execution at the task, two variables, the task, the links of its
-- candidates, and what these and its assignee may do with it. Half a dozen teams have most of the work, ten small ones hardly any.
-- Everybody is given some 75 tasks, so there are the more people, the more tasks there are.
select setseed(0.5)
;
create temporary table made as
with drawn as materialized (
    select n, random() as team, random() as other, random() as assigned, random() as person, random() as urgency,
           random() as due, random() as restricted, random() as kind
    from generate_series(1, :tasks) n)
select n,
       'bench-p-' || lpad(n::text, 7, '0') as instance,
       'bench-e-' || lpad(n::text, 7, '0') as execution,
       'bench-t-' || lpad(n::text, 7, '0') as task,
       case
           when team < 0.18 then 'responder'
           when team < 0.28 then 'product-engineer'
           when team < 0.32 then 'governance-analyst'
           when team < 0.34 then 'executive'
           when team < 0.37 then 'communications-lead'
           when team < 0.40 then 'bench-team-0' || (1 + (team * 100000)::int % 5)
           when team < 0.4008 then 'bench-small-' || ((team * 1000000)::int % 10)
           when team < 0.58 then 'security-operations-manager'
           when team < 0.68 then 'incident-commander'
           else 'bench-other-' || lpad(((team * 100000)::int % 25)::text, 2, '0')
       end as team,
       case when other < 0.1 then 'incident-commander' when other < 0.15 then 'security-operations-manager' end as other,
       case when assigned < 0.6 then 'bench-person-' || lpad((person * greatest(1, :tasks * 0.6 / 75))::int::text, 5, '0') end as assignee,
       case when urgency < 0.02 then 100 when urgency < 0.1 then 80 when urgency < 0.4 then 60 when urgency < 0.8 then 40 else 20 end as priority,
       case
           when due < 0.05 then null
           when due < 0.08 then cast(:now as timestamp) - random() * interval '14 days'
           else cast(:now as timestamp) + random() * interval '90 days'
       end as due,
       cast(:now as timestamp) - random() * interval '60 days' as created,
       case when restricted < 0.01 then 'bench-quiet-' || n % greatest(1, :tasks / 2000) end as tenant,
       d.id_ as definition,
       d.key_ as process
from drawn
join (select id_, key_, row_number() over (order by key_) - 1 as place, count(*) over () as many
      from (select distinct on (key_) id_, key_ from act_re_procdef where tenant_id_ is null order by key_, version_ desc) latest) d
  on d.place = floor(drawn.kind * d.many)
;
insert into act_ru_execution (id_, rev_, root_proc_inst_id_, proc_inst_id_, business_key_, parent_id_, proc_def_id_, act_id_, act_inst_id_,
    is_active_, is_concurrent_, is_scope_, is_event_scope_, suspension_state_, cached_ent_state_, sequence_counter_, tenant_id_, proc_def_key_)
select instance, 1, instance, instance, 'BENCH-' || n, null, definition, null, instance,
       false, false, true, false, 1, 16, 1, tenant, process
from made
;
insert into act_ru_execution (id_, rev_, root_proc_inst_id_, proc_inst_id_, business_key_, parent_id_, proc_def_id_, act_id_, act_inst_id_,
    is_active_, is_concurrent_, is_scope_, is_event_scope_, suspension_state_, cached_ent_state_, sequence_counter_, tenant_id_, proc_def_key_)
select execution, 1, null, instance, null, instance, definition, 'work', 'work:' || execution,
       true, false, true, false, 1, 6, 2, tenant, process
from made
;
insert into act_ru_variable (id_, rev_, type_, name_, execution_id_, proc_inst_id_, proc_def_id_, text_, var_scope_, sequence_counter_,
    is_concurrent_local_, tenant_id_)
select 'bench-v-' || v.name || '-' || n, 1, 'string', v.name, instance, instance, definition,
       case v.name when 'severity' then 'SEV' || (100 - priority) / 20 else 'INC-BENCH-' || n end, instance, 1, false, tenant
from made, (values ('severity'), ('incidentNumber')) v (name)
;
insert into act_ru_task (id_, rev_, execution_id_, proc_inst_id_, proc_def_id_, name_, task_def_key_, assignee_, priority_, create_time_,
    last_updated_, due_date_, suspension_state_, tenant_id_, task_state_)
select task, 1, execution, instance, definition, 'Work · INC-BENCH-' || n, 'work', assignee, priority, created,
       case when assignee is not null then created + interval '1 hour' end, due, 1, tenant,
       case when assignee is null then 'Created' else 'Updated' end
from made
;
insert into act_ru_identitylink (id_, rev_, group_id_, type_, user_id_, task_id_, tenant_id_)
select 'bench-l-' || row_number() over (order by n), 1, g, 'candidate', null, task, tenant
from (select n, task, tenant, team as g from made
      union select n, task, tenant, other from made where other is not null) links
;
insert into act_ru_authorization (id_, rev_, type_, group_id_, user_id_, resource_type_, resource_id_, perms_)
select 'bench-a-' || row_number() over (order by task, g, u), 1, 1, g, u, 7, task, 49154
from (select task, team as g, null as u from made
      union select task, other, null from made where other is not null
      union select task, null, assignee from made where assignee is not null) grants
;
drop table made
;
