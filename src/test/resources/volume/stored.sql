-- signals number :first to :last of the two years until :now, each with what stands around it when it came in by the platform: every hundredth
-- opened an incident, which those before the next one joined; one incident in thirty is still open, with a task and promises
select setseed(0.6)
;
create temporary table stored as
select n, ((n - 1) / 100 + 1) as incident, cast(:now as timestamptz) - interval '700 days' * random() - interval '1 day' as at,
    array['T1078.004'] as techniques, array['PRD-' || 1001 + n % 8] as products, array['arn:aws:iam::111122223333:user/old-' || n % 50000] as resources,
    array['actor-' || n % 500] as actors, jsonb_build_array(
        jsonb_build_object('type', 'IP Address', 'value', '198.51.' || n / 250 % 250 || '.' || n % 250),
        jsonb_build_object('type', 'User Name', 'value', 'old-' || n % 50000)) as observables
from generate_series(cast(:first as bigint), cast(:last as bigint)) n
;
select response.make_signal_partition(month) from (select distinct date_trunc('month', at) as month from stored) months
;
create temporary table opened as
select incident, min(at) as at, incident % 30 = 0 as open, 'OLD-' || incident as number from stored group by incident
;
insert into response.incident (number, title, severity, tlp, stage, origin, finding_type, correlation_key, first_seen_at, opened_at, closed_at,
    closure_reason, verdict)
select number, 'Unusual sign-in', 'SEV3', 'AMBER', case when open then 'FIRST_RESPONSE' else 'CLOSED' end, 'DETECTION', 'Credential Access/Unusual Sign-In',
    'old ' || incident, at, at, case when not open then at + interval '3 days' end, case when not open then 'RESOLVED' end, 'TRUE_POSITIVE'
from opened
;
insert into response.signal_register (source, external_id, received_at, last_seen_at, disposition, incident, rule, rule_version, placed_at)
select 'Example Security/Cloud Watchtower', 'old-' || n, at, at, case when n % 100 = 1 then 'OPENED' else 'ATTACHED' end, 'OLD-' || incident,
    'same finding type and resource', 1, at
from stored
;
insert into response.signal (id, source, external_id, format, title, description, finding_type, severity_id, techniques, resources, product_ids,
    observables, actors, terms, correlation_key, first_seen_at, received_at, received_from, body)
select g.id, g.source, g.external_id, 'ocsf', 'Unusual sign-in of old-' || s.n % 50000, 'The principal signed in from an address it had not used before.',
    'Credential Access/Unusual Sign-In', 3, techniques, resources, products, observables, actors,
    response.signal_terms(techniques, products, resources, actors, observables), 'old ' || s.incident, at, g.received_at, 'volume',
    '{"class_uid": 2004, "message": "' || repeat(md5(s.n::text) || ' ', 40) || '"}'
from stored s join response.signal_register g on g.source = 'Example Security/Cloud Watchtower' and g.external_id = 'old-' || s.n
;
insert into response.incident_signal (incident_id, signal_id, linked_at)
select i.id, g.id, s.at
from stored s join response.incident i on i.number = 'OLD-' || s.incident
join response.signal_register g on g.source = 'Example Security/Cloud Watchtower' and g.external_id = 'old-' || s.n
;
insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id, activity_instance_id, business_key, severity, region,
    product_id, division, owner, product_tier, target, warn_fraction, work_opened_at, started_at, warn_at, due_at, stopped_at, state, elapsed_ms)
select name, 'first-response', 'old-' || incident, name, 'old-' || name || '-' || incident, number, 'SEV3', 'DE', 'PRD-' || 1001 + incident % 8, 'Cloud Platform',
    'amara.diallo@example.com', 1, 'PT8H', 0.75, at, at, at + interval '6 hours', case when open then cast(:now as timestamptz) + interval '20 days' else at + interval '8 hours' end,
    case when not open then at + interval '5 hours' end, case when open then 'RUNNING' else 'MET' end, case when not open then 18000000 end
from opened, unnest(array['acknowledge', 'triage', 'assemble', 'contain', 'investigate']) name
;
create temporary table work as
select incident, number, 'old-p-' || incident as instance, 'old-e-' || incident as execution, 'old-t-' || incident as task,
    (select id_ from act_re_procdef where key_ = 'first-response' and tenant_id_ is null order by version_ desc limit 1) as definition
from opened where open
;
insert into act_ru_execution (id_, rev_, root_proc_inst_id_, proc_inst_id_, business_key_, parent_id_, proc_def_id_, act_id_, act_inst_id_,
    is_active_, is_concurrent_, is_scope_, is_event_scope_, suspension_state_, cached_ent_state_, sequence_counter_, proc_def_key_)
select instance, 1, instance, instance, number, null, definition, null, instance, false, false, true, false, 1, 16, 1, 'first-response' from work
;
insert into act_ru_execution (id_, rev_, root_proc_inst_id_, proc_inst_id_, business_key_, parent_id_, proc_def_id_, act_id_, act_inst_id_,
    is_active_, is_concurrent_, is_scope_, is_event_scope_, suspension_state_, cached_ent_state_, sequence_counter_, proc_def_key_)
select execution, 1, null, instance, null, instance, definition, 'triage', 'triage:' || execution, true, false, true, false, 1, 6, 2, 'first-response'
from work
;
insert into act_ru_task (id_, rev_, execution_id_, proc_inst_id_, proc_def_id_, name_, task_def_key_, priority_, create_time_, due_date_,
    suspension_state_, task_state_)
select task, 1, execution, instance, definition, 'Triage · ' || number, 'triage', 40, cast(:now as timestamp), cast(:now as timestamp) + interval '20 days', 1, 'Created'
from work
;
insert into act_ru_identitylink (id_, rev_, group_id_, type_, task_id_) select 'old-l-' || incident, 1, 'responder', 'candidate', task from work
;
insert into act_ru_authorization (id_, rev_, type_, group_id_, resource_type_, resource_id_, perms_)
select 'old-a-' || incident, 1, 1, 'responder', 7, task, 49154 from work
;
drop table stored, opened, work
;
