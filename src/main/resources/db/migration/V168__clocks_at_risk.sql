-- Open clocks past the moment at which to warn are summed up like the others, in place of being counted with each question.

alter table sla_counted drop constraint sla_counted_open_state_check;
alter table sla_counted add constraint sla_counted_open_state_check check (open_state in ('RUNNING', 'AT_RISK', 'PAUSED', 'BREACHED'));

-- the moment for which the sums tell which clocks are at risk
create table sla_warned (
    up_to timestamptz not null
);
insert into sla_warned values ('-infinity');

-- the notes of restrictions among those of clocks
create index sla_unfolded_by_key on sla_unfolded (business_key) where business_key is not null;

drop function sla_truth(timestamptz);

-- how every clock counts at a moment; clocks of restricted incidents don't. Before its breach was noticed an open clock is overdue only
-- at that moment, so whoever stores what this says asks for '-infinity'. A promise that was broken before it was paused stays broken.
-- Beside that, which open clocks are at risk at another moment
create function sla_truth(asked timestamptz, warned timestamptz) returns table (
    clock_id bigint, process text, clock text, subject text, severity text, division text, region text, owner text, product text,
    open_state text, outcome text, week date, late_ms bigint, paused_ms bigint, measure text, done_week date, took_ms bigint)
    language sql stable parallel safe as $$
    select c.id, c.process_definition_key, c.name, coalesce(c.subject, ''), coalesce(c.severity, ''), coalesce(c.division, ''),
        coalesce(c.region, ''), coalesce(c.owner, ''), coalesce(c.product_id, ''),
        case when c.stopped_at is null then case when c.state <> 'RUNNING' then c.state when c.due_at <= asked then 'BREACHED'
            when c.warn_at <= warned then 'AT_RISK' else 'RUNNING' end end, f.outcome,
        case when f.outcome is not null then response.sla_week(least(c.due_at, c.stopped_at)) end,
        case when f.outcome in ('MET_LATE', 'CALLED_OFF_LATE')
            then round(extract(epoch from c.stopped_at - c.due_at) * 1000)::bigint else 0 end,
        case when f.outcome is not null then c.paused_ms else 0 end,
        case when t.took_ms is not null then c.name end,
        case when t.took_ms is not null then response.sla_week(c.stopped_at) end, t.took_ms
    from response.sla_clock c
    cross join lateral (select case
        when c.state in ('MET', 'MET_LATE') then c.state
        when c.state = 'CANCELLED' and c.due_at < c.stopped_at then 'CALLED_OFF_LATE'
        when c.state = 'CANCELLED' then 'CANCELLED'
        when c.state = 'BREACHED' or (c.state = 'PAUSED' and c.due_at <= c.paused_at)
            or (c.state = 'RUNNING' and c.due_at <= asked) then 'OVERDUE' end) f (outcome)
    cross join lateral (select case when f.outcome in ('MET', 'MET_LATE')
        and c.name in ('detect', 'acknowledge', 'contain', 'mitigate', 'recover')
        -- the greatest of zero and nothing would be zero
        and (c.name = 'detect' or c.work_opened_at is not null)
        then greatest(0, round(extract(epoch from c.stopped_at
            - case c.name when 'detect' then c.started_at else c.work_opened_at end) * 1000))::bigint end) t (took_ms)
    where not exists (select 1 from response.restriction r where r.business_key = c.business_key and r.lifted_at is null)
$$;

-- how every clock counts at a moment
create function sla_truth(asked timestamptz) returns table (
    clock_id bigint, process text, clock text, subject text, severity text, division text, region text, owner text, product text,
    open_state text, outcome text, week date, late_ms bigint, paused_ms bigint, measure text, done_week date, took_ms bigint)
    language sql stable parallel safe as $$
    select * from response.sla_truth(asked, asked)
$$;

-- the open clocks that the sums may know to be at risk when they are not, or the other way round, at a moment before or after theirs
create function sla_unwarned(asked timestamptz) returns table (clock_id bigint) language sql stable parallel safe as $$
    select c.id from response.sla_clock c where c.state = 'RUNNING'
        and c.warn_at > least((select up_to from response.sla_warned), asked)
        and c.warn_at <= greatest((select up_to from response.sla_warned), asked)
$$;

-- notes the clocks that have come to be at risk since this was last done; whoever calls it is alone in doing so
create function sla_warn(asked timestamptz) returns void language sql as $$
    insert into response.sla_unfolded (clock_id) select u.clock_id from response.sla_unwarned(asked) u, response.sla_warned w where w.up_to < asked;
    update response.sla_warned set up_to = asked where up_to < asked
$$;

create or replace function sla_recount(clocks bigint[]) returns void language plpgsql as $$
declare
    warned timestamptz := (select up_to from response.sla_warned);
begin
    perform response.sla_add(clocks, -1);
    delete from response.sla_counted_pause where clock_id = any (clocks);
    delete from response.sla_counted where clock_id = any (clocks);
    insert into response.sla_kind (process, clock, subject)
    select distinct t.process, t.clock, t.subject from response.sla_truth('-infinity', warned) t where t.clock_id = any (clocks)
        and not exists (select 1 from response.sla_kind k
            where k.process = t.process and k.clock = t.clock and k.subject = t.subject)
    on conflict do nothing;
    insert into response.sla_counted (clock_id, kind, severity, division, region, owner, product, open_state, outcome, week, late_ms,
        paused_ms, measure, done_week, took_ms, bucket)
    select t.clock_id, k.id, t.severity, t.division, t.region, t.owner, t.product, t.open_state, t.outcome, t.week, t.late_ms, t.paused_ms,
        t.measure, t.done_week, t.took_ms, response.sla_bucket(t.took_ms)
    from response.sla_truth('-infinity', warned) t
    join response.sla_kind k on k.process = t.process and k.clock = t.clock and k.subject = t.subject
    where t.clock_id = any (clocks);
    insert into response.sla_counted_pause
    select p.clock_id, p.reason, p.week, sum(p.pauses), sum(p.ms), sum(p.going_on), sum(p.began_ms)
    from response.sla_pause_truth p
    where p.clock_id = any (clocks) and exists (select 1 from response.sla_counted c where c.clock_id = p.clock_id)
    group by 1, 2, 3;
    perform response.sla_add(clocks, 1);
end $$;
