-- what stands around the promises of sla/two-years.sql: products, signals, timelines, reviews, repair items and sessions, as the platform would
-- have written them until :now
select setseed(0.7)
;
insert into response.product (id, name, division, owner, tier, data_class, exposure, tags, region, imported_at)
select 'bench-' || lpad(n::text, 4, '0'),
    (array['Ledger', 'Checkout', 'Identity', 'Mail', 'Search', 'Storage', 'Maps', 'Billing', 'Telemetry', 'Build', 'Wallet', 'Support'])[n % 12 + 1]
        || ' ' || (array['gateway', 'service', 'portal', 'agent', 'vault', 'worker', 'console'])[n % 7 + 1] || ' ' || n,
    'Division ' || lpad((n % 12)::text, 2, '0'), 'owner-' || lpad((n / 20)::text, 3, '0'), n % 4,
    (array['PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'RESTRICTED'])[n % 4 + 1], (array['INTERNET', 'PARTNER', 'INTERNAL'])[n % 3 + 1],
    array['tier-' || n % 4], (array['US', 'DE', 'IE', 'IN', 'JP'])[n % 5 + 1], :now
from generate_series(0, 5999) n
;
create temporary table work as
select i.id, i.number, i.opened_at, i.severity, row_number() over (order by i.id) as n, i.opened_at < cast(:now as timestamptz) - interval '45 days' as old,
    (select min(c.started_at) from response.sla_clock c where c.business_key = i.number and c.name = 'slr-held') as reviewed_at
from response.incident i where i.number like 'BENCH-%'
;
update response.incident i
set title = (array['Audit trail disabled on', 'Password spraying against', 'Secret found in the sources of', 'Exploited library in', 'Unusual export from',
        'Phishing page that imitates', 'Privilege escalation in', 'Public bucket of', 'Malware on the build of', 'Denial of service against'])[w.n % 10 + 1]
        || ' ' || (array['the ledger', 'checkout', 'identity', 'the mail gateway', 'search', 'object storage', 'the billing portal'])[w.n % 7 + 1],
    summary = 'Found by a detection and looked at within the hour; what it did is in the timeline.',
    commander = 'incident-commander', stage = case when w.old then 'CLOSED' else (array['FIRST_RESPONSE', 'REMEDIATION', 'REVIEW', 'REPAIR'])[w.n % 4 + 1] end,
    verdict = 'TRUE_POSITIVE', contained_at = i.opened_at + interval '9 hours', closed_at = case when w.old then i.opened_at + interval '40 days' end,
    closure_reason = case when w.old then 'RESOLVED' end
from work w where w.id = i.id
;
insert into response.affected_product (incident_id, product_id, source, added_at)
select w.id, 'bench-' || lpad(((w.n * 7 + k * 1999) % 6000)::text, 4, '0'), 'signal', w.opened_at from work w, generate_series(0, 2) k
;
select response.make_signal_partition(month) from (select distinct date_trunc('month', opened_at) as month from work) months
;
insert into response.signal_register (source, external_id, received_at, last_seen_at, disposition, incident, rule, rule_version, placed_at)
select 'Example/Scanner', 'bench-' || w.n || '-' || k, w.opened_at, w.opened_at, case when k = 0 then 'OPENED' else 'ATTACHED' end, w.number,
    'as the benchmark says', 0, w.opened_at
from work w, generate_series(0, 1) k
;
insert into response.signal (id, source, external_id, format, title, description, finding_type, severity_id, techniques, resources, product_ids,
    observables, terms, correlation_key, first_seen_at, received_at, received_from, body)
select g.id, g.source, g.external_id, 'ocsf', i.title, 'Seen on a host of the product', i.finding_type, 3, t.techniques, t.resources, t.products,
    t.observables, response.signal_terms(t.techniques, t.products, t.resources, '{}', t.observables), i.correlation_key, i.first_seen_at,
    g.received_at, 'bench', '{"class_uid": 2004}'
from work w join response.incident i on i.id = w.id join response.signal_register g on g.incident = w.number and g.external_id like 'bench-%'
cross join lateral (select array['T1562.008'] as techniques, array['arn:bench:' || w.n % 3000] as resources,
    array['bench-' || lpad(((w.n * 7) % 6000)::text, 4, '0')] as products,
    jsonb_build_array(jsonb_build_object('name', 'src_endpoint.ip', 'type', 'IP Address', 'value', '198.51.100.' || w.n % 250)) as observables) t
;
insert into response.incident_signal (incident_id, signal_id, linked_at)
select w.id, g.id, w.opened_at from response.signal_register g join work w on w.number = g.incident where g.external_id like 'bench-%'
;
insert into response.timeline (incident_id, at, kind, actor, text)
select w.id, w.opened_at + interval '47 minutes' * k, (array['opened', 'severity', 'triage', 'containment', 'status', 'review'])[k % 6 + 1],
    (array['system', 'responder', 'incident-commander'])[k % 3 + 1],
    (array['Incident opened', 'Severity set by rule', 'Triage: true positive', 'Containment verified', 'Status update sent to executives',
        'Review opened'])[k % 6 + 1]
from work w, generate_series(0, 11) k order by w.id, k
;
insert into response.severity_change (incident_id, severity, rule, reason, actor, at)
select id, severity, 'benchmark', 'Generated', 'system', opened_at from work
;
insert into response.review (number, incident_id, state, facilitator, meeting, summary, opened_at, scheduled_for, held_at, published_at)
select 'SLR-' || to_char(reviewed_at, 'YYYY') || '-' || lpad(n::text, 6, '0'), id,
    case when held_at is null then (array['OPEN', 'SCHEDULED'])[n % 2 + 1] when published_at is not null then 'PUBLISHED'
        else (array['HELD', 'BOARD', 'RETURNED', 'APPROVED'])[n % 4 + 1] end,
    'security-operations-manager', 'Room 4', 'What was found, without blame.', reviewed_at, reviewed_at + interval '20 hours', held_at, published_at
from (select w.*, h.stopped_at as held_at, case when h.stopped_at is not null then greatest(p.stopped_at, h.stopped_at) end as published_at
    from work w
    left join lateral (select c.stopped_at from response.sla_clock c where c.business_key = w.number and c.name = 'slr-held'
        and c.started_at >= w.reviewed_at and c.state <> 'CANCELLED' order by c.started_at, c.id limit 1) h on true
    left join lateral (select c.stopped_at from response.sla_clock c where c.business_key = w.number and c.name = 'slr-published'
        and c.started_at >= w.reviewed_at and c.state <> 'CANCELLED' order by c.started_at, c.id limit 1) p on true
    where w.reviewed_at is not null and w.severity in ('SEV0', 'SEV1', 'SEV2')) timed
;
create temporary table reviewed as select r.id, r.incident_id, r.held_at, r.published_at, r.opened_at, w.n from response.review r join work w on w.id = r.incident_id
;
insert into response.review_attendee (review_id, name, role, attended)
select r.id, a.name, a.role, true from reviewed r,
    (values ('Nadia Okafor', 'FACILITATOR'), ('Pia Product', 'PRODUCT_TEAM'), ('Rui Santos', 'RESPONDER')) as a (name, role)
;
insert into response.why (review_id, position, level, question, answer, evidence, is_root_cause)
select r.id, k, k, 'Why could it happen?', 'Because nobody was told.', 'Timeline, line ' || k, k = 5
from reviewed r, generate_series(1, 5) k where r.held_at is not null
;
insert into response.root_cause (review_id, why_id, classification, statement)
select w.review_id, w.id, (array['PROCESS_GAP', 'CONTROL_GAP', 'PRODUCT_DEFECT', 'DETECTION_GAP', 'HUMAN_FACTOR'])[w.review_id % 5 + 1],
    'An account without a second factor could switch off the audit trail.'
from response.why w where w.is_root_cause and w.review_id in (select id from reviewed)
;
insert into response.variant_hunt (review_id, incident_id, root_cause_id, title, state, signals_searched, products_searched, closed_at, planned_at)
select r.id, r.incident_id, c.id, 'Where else can the trail be switched off?', 'CLOSED', 20000, 6000, r.held_at, r.held_at
from reviewed r join response.root_cause c on c.review_id = r.id where r.id % 3 = 0
;
insert into response.variant (hunt_id, product_id, matched_on, state, reason, decided_by, decided_at)
select h.id, 'bench-' || lpad(((h.id * 13 + k) % 6000)::text, 4, '0'), 'tag', (array['CONFIRMED', 'REJECTED'])[(h.id + k) % 2 + 1], 'Looked at', 'responder',
    h.closed_at
from response.variant_hunt h, generate_series(0, 2) k where h.review_id in (select id from reviewed)
;
insert into response.proposed_repair_item (review_id, incident_id, root_cause_id, title, description, item_class, owner, product_id, status, proposed_by,
    created_at)
select r.id, r.incident_id, c.id, (array['Alert when the audit trail stops in', 'Ask for a second factor in', 'Rotate the keys of', 'Remove the public bucket of',
        'Test the restore of', 'Rehearse the hand-over of'])[(r.n + k) % 6 + 1] || ' ' || (array['the ledger', 'checkout', 'search'])[r.n % 3 + 1],
    'So that it and its kin cannot happen again.', (array['DETECT', 'PREVENT', 'MITIGATE', 'PROCESS'])[(r.n + k) % 4 + 1],
    'owner-' || lpad(((r.n * 7 + k) % 300)::text, 3, '0'), 'bench-' || lpad(((r.n * 7 + k * 1999) % 6000)::text, 4, '0'),
    case when r.published_at is null then 'PROPOSED' else 'OPENED' end, 'security-operations-manager', r.held_at
from reviewed r join response.root_cause c on c.review_id = r.id, generate_series(0, 1) k
;
insert into response.board_decision (review_id, round, decision, comment, seen, decided_by, decided_at)
select id, 1, 'APPROVED', 'Agreed', '{}', 'executive', published_at from reviewed where published_at is not null
;
insert into response.repair_item (number, proposal_id, incident_id, review_id, root_cause_id, title, description, item_class, owner, product_id, phase, state,
    due_at, due_rule, plan, tracker, tracker_ref, tracker_url, process_instance_id, opened_at, closed_at)
select 'REP-' || to_char(opened_at, 'YYYY') || '-' || lpad(n::text, 6, '0'), id, incident_id, review_id, root_cause_id, title, description, item_class, owner,
    product_id, (array['ACCEPT', 'OPERATIONS', 'ENGINEERING', 'ENGINEERING', 'GOVERNANCE', 'PROOF'])[n % 6 + 1],
    case when closed_at is not null then 'CLOSED' when n % 17 = 0 then 'RISK_ACCEPTED' when n % 6 = 0 then 'OPEN' else 'IN_REPAIR' end,
    due_at, 'repair-due-date, rule 4', 'Change the template, then roll it out', 'GitHub', '#' || n, 'https://github.example/repairs/issues/' || n,
    'bench-rep-' || n, opened_at, closed_at
from (select p.*, r.published_at as opened_at, row_number() over (order by p.id) as n,
        r.published_at + interval '1 day' * (14 + p.id % 5 * 30) as due_at,
        case when p.id % 11 <> 0 and r.published_at + interval '1 day' * (5 + p.id % 130) < :now
            then r.published_at + interval '1 day' * (5 + p.id % 130) end as closed_at
    from response.proposed_repair_item p join reviewed r on r.id = p.review_id where p.status = 'OPENED' and r.published_at < :now) timed
;
insert into response.repair_step (repair_item_id, round, phase, outcome, evidence, actor, at)
select t.id, 1, t.phase, 'DONE', 'https://example.org/change', t.owner, t.opened_at + interval '1 day' from response.repair_item t
where t.process_instance_id like 'bench-%'
;
insert into response.repair_due_date (repair_item_id, due_at, reason, actor, at)
select t.id, t.due_at, 'rule 4', 'system', t.opened_at from response.repair_item t where t.process_instance_id like 'bench-%'
;
insert into response.accepted_risk (repair_item_id, asked_by, asked_reason, asked_at, decision, approver, accepted_until, compensating_control, reason,
    decided_at)
select id, owner, 'Too dear before the next release', opened_at, 'APPROVE', 'executive', cast(cast(:now as timestamptz) as date) + cast(id % 180 as integer),
    'The edge refuses such requests', 'Agreed until the release', opened_at
from response.repair_item where state = 'RISK_ACCEPTED' and process_instance_id like 'bench-%'
;
insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id, activity_instance_id, business_key, severity, product_id, division,
    owner, region, product_tier, target, warn_fraction, work_opened_at, started_at, warn_at, due_at, breached_at, paused_at, state)
select promise, 'repair-item', t.process_instance_id, promise, 'bench-' || promise || '-' || t.id, i.number, i.severity, t.product_id, p.division, t.owner, p.region,
    p.tier, 'P30D', 0.75, t.opened_at, t.opened_at, t.opened_at + (t.due_at - t.opened_at) * 0.75, t.due_at,
    case when t.state <> 'RISK_ACCEPTED' and t.due_at < cast(:now as timestamptz) - interval '5 seconds' then t.due_at end,
    case when t.state = 'RISK_ACCEPTED' then t.opened_at end,
    case when t.state = 'RISK_ACCEPTED' then 'PAUSED' when t.due_at < cast(:now as timestamptz) - interval '5 seconds' then 'BREACHED' else 'RUNNING' end
from response.repair_item t join response.incident i on i.id = t.incident_id join response.product p on p.id = t.product_id,
    unnest(array['repair-item', 'repair-' || lower(t.phase)]) promise
where t.process_instance_id like 'bench-%' and t.state <> 'CLOSED'
;
create temporary table session as
select 'SOR' as kind, null::text as division, k as n, date_trunc('week', cast(:now as timestamptz)) - interval '1 week' * k + interval '8 hours' as opened_at,
    k > 0 as done from generate_series(0, 103) k
union all
select 'SHR', 'Division ' || lpad(d::text, 2, '0'), 1000 + k * 12 + d, date_trunc('quarter', cast(:now as timestamptz)) - interval '3 months' * k + interval '8 hours',
    k > 0 from generate_series(0, 7) k, generate_series(0, 11) d
;
insert into response.review_session (number, kind, division, state, opened_by, opened_at, period_from, scheduled_for, agenda, highlights, minutes, risk_rating,
    decided_by, held_at, published_at)
select kind || '-' || to_char(opened_at, 'YYYY') || '-' || lpad((5000 - n)::text, 6, '0'), kind, division,
    case when done then 'PUBLISHED' else 'PREPARED' end, 'system', opened_at,
    opened_at - case kind when 'SOR' then interval '1 week' else interval '3 months' end, opened_at + interval '2 days',
    E'1. Actions of the last session\n2. Promises that were broken\n3. What came in\n4. Decisions', 'Containment got faster, communication did not.',
    case when done then 'Held with everybody who was asked.' end, case when done and kind = 'SHR' then (array['LOW', 'MODERATE', 'HIGH'])[n % 3 + 1] end,
    case when done and kind = 'SHR' then 'executive' end, case when done then opened_at + interval '1 day' * (1 + n % 5) end,
    case when done then opened_at + interval '1 day' * (2 + n % 5) end
from session
;
insert into response.session_snapshot (session_id, taken_at, figures)
select s.id, s.opened_at, jsonb_build_object('from', s.period_from, 'to', s.opened_at,
    'adherence', (select jsonb_agg(jsonb_build_object('clock', c, 'kept', 80 + length(c), 'late', 5, 'overdue', 1, 'calledOffLate', 0, 'adherence', '93.1 %'))
        from unnest(array['acknowledge', 'contain', 'investigate', 'mitigate', 'recover', 'triage', 'slr-held', 'slr-published', 'repair-item']) c),
    'breaches', (select jsonb_agg(jsonb_build_object('work', 'BENCH-' || k, 'clock', 'contain', 'severity', 'SEV2', 'due', '2026-01-01 10:00', 'state', 'kept late'))
        from generate_series(1, 20) k),
    'openIncidents', jsonb_build_array(jsonb_build_object('severity', 'SEV1', 'stage', 'REVIEW', 'count', 4)),
    'times', jsonb_build_array(jsonb_build_object('measure', 'Opened to contained', 'count', 96, 'median', 7.5, 'mean', 11.2)),
    'flow', jsonb_build_object('signals', 192, 'incidentsOpened', 96, 'incidentsClosed', 91, 'reviewsPublished', 40, 'reviewsOpen', 55),
    'repairs', jsonb_build_object('open', 310, 'overdue', 41, 'acceptedRisks', 18, 'oldestInDays', 210.4))
from response.review_session s
;
insert into response.session_decision (session_id, decision, decided_by, at)
select id, 'Put a second person on communication', 'executive', held_at from response.review_session where held_at is not null
;
insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id, activity_instance_id, business_key, division, target, warn_fraction,
    work_opened_at, started_at, warn_at, due_at, stopped_at, state, elapsed_ms)
select lower(kind) || '-held', case kind when 'SOR' then 'security-operations-review' else 'security-health-review' end, 'bench-' || number, 'session',
    'bench-' || number, number, division, 'P4D', 0.75, opened_at, opened_at, due_at - interval '1 day', due_at, held_at,
    case when held_at is null then case when due_at < cast(:now as timestamptz) then 'BREACHED' else 'RUNNING' end when held_at > due_at then 'MET_LATE' else 'MET' end,
    extract(epoch from held_at - opened_at) * 1000
from (select *, opened_at + case kind when 'SOR' then interval '4 days' else interval '60 days' end as due_at from response.review_session) s
;
insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, reason, state, started_at, stopped_at, paused_ms, elapsed_ms)
select c.id, e.event, case e.event when 'STARTED' then c.started_at else coalesce(c.stopped_at, c.breached_at, c.paused_at, c.due_at) end, c.due_at, c.target,
    c.severity, 'Generated', e.event, c.started_at, case when e.event <> 'STARTED' then c.stopped_at end, 0, c.elapsed_ms
from response.sla_clock c, lateral (select 'STARTED' as event union all select c.state where c.state <> 'RUNNING') e
where c.activity_instance_id like 'bench-repair-%' or c.activity_instance_id like 'bench-SOR-%' or c.activity_instance_id like 'bench-SHR-%'
;
insert into response.sla_pause (clock_id, activity_instance_id, reason, began_at)
select id, 'bench-open', 'Risk accepted: agreed until the release', paused_at from response.sla_clock
where activity_instance_id like 'bench-repair-%' and state = 'PAUSED'
;
-- finished runs of a process in the engine's history, three of four the whole way, one closed after triage
create temporary table path as
select * from (values
    (1, 'incidentOpened', 'Incident opened', 'startEvent', true), (2, 'classifyIncident', 'Classify incident', 'businessRuleTask', true),
    (3, 'acknowledge', 'Acknowledge', 'userTask', true), (4, 'triage', 'Triage', 'userTask', true), (5, 'verdict', 'Verdict?', 'exclusiveGateway', true),
    (6, 'closeWithoutResponse', 'Close with reason', 'serviceTask', false), (7, 'noIncident', 'No incident', 'noneEndEvent', false),
    (8, 'assemble', 'Assemble the response', 'userTask', true), (9, 'contain', 'Contain', 'subProcess', true),
    (10, 'planContainment', 'Plan containment', 'userTask', true), (11, 'verifyContainment', 'Verify containment', 'userTask', true),
    (12, 'investigateScope', 'Investigate', 'userTask', true), (13, 'contained', 'Contained, scope known', 'noneEndEvent', true)
) as p (place, activity, name, type, usual)
;
insert into act_hi_procinst (id_, proc_inst_id_, business_key_, proc_def_key_, proc_def_id_, start_time_, end_time_, duration_, start_act_id_, end_act_id_,
    state_, root_proc_inst_id_)
select 'bench-' || w.number, 'bench-' || w.number, w.number, d.key_, d.id_, w.opened_at at time zone 'UTC', (w.opened_at + interval '30 hours') at time zone 'UTC',
    108000000, 'incidentOpened', case when w.n % 4 = 0 then 'noIncident' else 'contained' end, 'COMPLETED', 'bench-' || w.number
from work w, (select id_, key_ from act_re_procdef where key_ = 'first-response' order by version_ desc limit 1) d where w.opened_at < cast(:now as timestamptz) - interval '2 days'
;
insert into act_hi_actinst (id_, parent_act_inst_id_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_, execution_id_, act_id_, act_name_, act_type_,
    assignee_, start_time_, end_time_, duration_, act_inst_state_, sequence_counter_)
select 'bench-' || w.n || '-' || p.place, h.id_, h.proc_def_key_, h.proc_def_id_, h.id_, h.id_, h.id_, p.activity, p.name, p.type,
    case p.type when 'userTask' then 'responder' end, h.start_time_ + interval '2 hours' * p.place,
    h.start_time_ + interval '2 hours' * p.place + interval '1 minute' * (1 + w.n * p.place % 110), 60000 * (1 + w.n * p.place % 110), 4, p.place
from act_hi_procinst h join work w on w.number = h.business_key_ join path p on case when w.n % 4 = 0 then p.place <= 7 else p.usual end
where h.id_ like 'bench-%'
;
drop table work, reviewed, session, path
