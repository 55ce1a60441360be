-- two years of work: the response of an organisation with 6,000 products, 12 divisions and 300 people who answer for them.
-- :clocks says how many promises it made about how many :incidents, :now when the two years end. Each statement ends with a line of its own
select setseed(0.4)
;
insert into response.incident (number, title, severity, tlp, stage, origin, finding_type, correlation_key, matched_pattern, first_seen_at, opened_at)
select 'BENCH-' || n, 'Generated', 'SEV' || floor(random() * 5)::integer, 'AMBER', 'REVIEW', 'DETECTION', 'finding ' || n % 500, 'bench ' || n,
    case when random() < 0.1 then 'PAT-' || n % 40 end, opened - interval '1 hour', opened
from (select n, cast(:now as timestamptz) - interval '730 days' * (n + random()) / :incidents as opened
    from generate_series(0, :incidents - 1) n) work
;
insert into response.restriction (incident_id, business_key, code_name, ground, reason, since, marked_by)
select id, number, 'code-' || id, 'CONFIDENTIAL', 'Generated', opened_at, 'generator'
from response.incident where number like 'BENCH-%' and id % 1000 = 7
;
create temporary table promise as
select n, i.number as business_key, i.opened_at, i.severity, kind, (array['acknowledge', 'triage', 'assemble', 'contain', 'investigate',
        'mitigate', 'recover', 'detect', 'communicate', 'status-update', 'slr-held', 'slr-published', 'variant-hunt', 'repair-item',
        'repair-accept', 'repair-operations', 'repair-engineering', 'repair-governance', 'repair-proof', 'governance-draft',
        'standards-board', 'adoption', 'sor-held', 'shr-held', 'escalation', 'pattern-draft', 'pattern-approval', 'legal-decision',
        'classify', 'close'])[kind + 1] as name, (array['first-response', 'remediation', 'stakeholder-communication',
        'security-livesite-review', 'repair-item', 'governance-update'])[kind / 5 + 1] as process,
    'bench-' || lpad(product::text, 4, '0') as product_id, 'Division ' || lpad((product % 12)::text, 2, '0') as division,
    'owner-' || lpad((product / 20)::text, 3, '0') as owner,
    (array['US', 'DE', 'IE', 'IN', 'JP', 'GB', 'FR', 'NL', 'SE', 'CA', 'BR', 'AU', 'SG', 'IL', 'PL'])[product % 15 + 1] as region,
    -- from half an hour to ten days, the later steps later
    interval '30 minutes' * (1 + kind * kind / 2) as target,
    -- how much of it the work took: log-normal, by Box and Muller; one in seven is late
    exp(-0.9 + 0.85 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())) as used,
    case when random() < 0.05 then (random() * 36e5)::bigint else 0 end as paused_ms, random() < 0.02 as cancelled
from (select n, floor(random() * 30)::integer as kind, floor(random() * 6000)::integer as product, n::bigint * :incidents / :clocks as work
    from generate_series(0, :clocks - 1) n) drawn
join response.incident i on i.number = 'BENCH-' || work
;
insert into response.sla_clock (name, process_definition_key, process_instance_id, activity_id, activity_instance_id, business_key, severity,
    subject, region, product_id, division, owner, product_tier, target, warn_fraction, work_opened_at, started_at, warn_at, due_at, breached_at,
    stopped_at, state, paused_ms, elapsed_ms)
select name, process, 'bench-' || business_key, name, 'bench-' || n, business_key, severity,
    case when name = 'communicate' then (array['GDPR_72H', 'NIS2_24H', 'NIS2_72H', 'SEC_8K', 'CUSTOMER'])[n % 5 + 1] end, region, product_id, division,
    owner, 1, 'PT' || (extract(epoch from target) / 60)::bigint || 'M', 0.75, opened_at, started_at, started_at + target * 0.75, due_at,
    case when due_at < least(stopped_at, :now) then due_at end, case when stopped_at <= :now then stopped_at end,
    case when stopped_at > :now then case when due_at < cast(:now as timestamptz) - interval '5 seconds' then 'BREACHED' else 'RUNNING' end
        when cancelled then 'CANCELLED' when due_at < stopped_at then 'MET_LATE' else 'MET' end,
    paused_ms, case when stopped_at <= :now then extract(epoch from stopped_at - started_at) * 1000 - paused_ms end
from (select *, started_at + target as due_at, started_at + target * used + interval '1 millisecond' * paused_ms as stopped_at
    from (select *, opened_at + interval '1 hour' * random() as started_at from promise) begun) timed
where started_at <= :now
;
update response.sla_clock c
set state = 'PAUSED', paused_at = cast(:now as timestamptz) - interval '10 minutes'
where c.activity_instance_id like 'bench-%' and state = 'RUNNING' and id % 10 = 0
;
insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, reason, state, started_at)
select id, 'STARTED', started_at, due_at, target, severity, 'Generated', 'RUNNING', started_at
from response.sla_clock where activity_instance_id like 'bench-%'
;
insert into response.sla_ledger (clock_id, event, at, due_at, target, severity, reason, state, started_at, stopped_at, paused_ms, elapsed_ms)
select id, state, coalesce(stopped_at, breached_at, paused_at), due_at, target, severity, 'Generated', state, started_at, stopped_at, paused_ms, elapsed_ms
from response.sla_clock where activity_instance_id like 'bench-%' and state <> 'RUNNING'
;
insert into response.sla_pause (clock_id, activity_instance_id, reason, began_at, ended_at)
select id, 'bench', (array['Waiting for the vendor', 'Waiting for law enforcement', 'Waiting for a maintenance window'])[id % 3 + 1], started_at,
    started_at + interval '1 millisecond' * paused_ms
from response.sla_clock where activity_instance_id like 'bench-%' and paused_ms > 0
;
insert into response.sla_pause (clock_id, activity_instance_id, reason, began_at)
select id, 'bench-open', 'Waiting for the vendor', paused_at from response.sla_clock where activity_instance_id like 'bench-%' and state = 'PAUSED'
;
drop table promise
