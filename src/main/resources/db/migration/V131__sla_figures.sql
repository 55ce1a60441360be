-- the figures of the clocks: rollups of what is counted, brought up to date after the step that moved a clock, never in it

-- what a clock is called, where, and what it is about; few of them, so that everything else names them by number
create table sla_kind (
    id      integer generated always as identity primary key,
    process text not null,
    clock   text not null,
    subject text not null,
    unique (process, clock, subject)
);

-- what is to be counted anew: a clock, or every clock of a business key
create table sla_unfolded (
    id           bigint generated always as identity primary key,
    clock_id     bigint,
    business_key text,
    check ((clock_id is null) <> (business_key is null))
);

-- how a clock was counted, so that it can be taken out again; empty texts where something is not known. It refers to the clock, but not so
-- that the database would lock the clock, which a step may be about to move
create table sla_counted (
    clock_id   bigint   primary key,
    kind       integer  not null references sla_kind (id),
    severity   text     not null,
    division   text     not null,
    region     text     not null,
    owner      text     not null,
    product    text     not null,
    -- while it is open
    open_state text     check (open_state in ('RUNNING', 'PAUSED', 'BREACHED')),
    -- once its fate is decided, and the week (its Monday, UTC) in which it was
    outcome    text     check (outcome in ('MET', 'MET_LATE', 'OVERDUE', 'CALLED_OFF_LATE', 'CANCELLED')),
    week       date,
    late_ms    bigint   not null,
    paused_ms  bigint   not null,
    -- where the clock measures how long something took and was kept: the week in which it was, how long, and the bucket of the histogram
    measure    text,
    done_week  date,
    took_ms    bigint,
    bucket     smallint,
    check ((outcome is null) = (week is null)),
    check ((measure is null) = (took_ms is null))
) with (fillfactor = 90);
create index sla_counted_by_product on sla_counted (product, week)
    include (kind, severity, division, region, owner, outcome, late_ms, paused_ms) where week is not null;
create index sla_counted_by_owner on sla_counted (owner, week) where week is not null;
create index sla_counted_by_place on sla_counted (severity, division, kind, week) where week is not null;
create index sla_counted_by_region on sla_counted (region, severity, division, week) where week is not null;
create index sla_counted_times on sla_counted (measure, bucket, done_week) include (took_ms, clock_id) where measure is not null;
create index sla_counted_times_by_severity on sla_counted (measure, severity, bucket, done_week)
    include (took_ms, clock_id) where measure is not null;
create index sla_counted_times_by_division on sla_counted (measure, division, bucket, done_week)
    include (took_ms, clock_id) where measure is not null;
create index sla_counted_times_by_region on sla_counted (measure, region, bucket, done_week)
    include (took_ms, clock_id) where measure is not null;
create index sla_counted_times_by_place on sla_counted (severity, division, done_week)
    include (measure, took_ms, region) where measure is not null;
create index sla_counted_times_by_product on sla_counted (product, done_week) where measure is not null;
create index sla_counted_times_by_owner on sla_counted (owner, done_week) where measure is not null;

-- sums for each combination that is asked for; mask says which of the columns are told apart: kind 32, severity 16, division 8,
-- region 4, owner 2, product 1. The others are 0 or empty. A row is about one week, four or sixteen, so that long periods are few rows
create table sla_rollup (
    mask            smallint not null,
    kind            integer  not null,
    severity        text     not null,
    division        text     not null,
    region          text     not null,
    other           text     not null,
    span            smallint not null check (span in (1, 4, 16)),
    week            date     not null,
    met             integer  not null,
    met_late        integer  not null,
    overdue         integer  not null,
    called_off_late integer  not null,
    cancelled       integer  not null,
    late_ms         bigint   not null,
    paused_ms       bigint   not null,
    primary key (mask, kind, severity, division, region, other, span, week)
) with (fillfactor = 80);

-- which products, divisions, regions and owners have anything that is counted
create table sla_answerable (
    product  text    not null,
    division text    not null,
    region   text    not null,
    owner    text    not null,
    counted  integer not null,
    primary key (product, division, region, owner)
);

-- how many clocks are open: all of them, and told apart by one of the columns, as mask says it in sla_rollup
create table sla_open (
    mask  smallint not null,
    kind  integer  not null,
    value text     not null,
    state text     not null,
    n     integer  not null,
    primary key (mask, value, kind, state)
) with (fillfactor = 80);

-- how long things took: for each measure a histogram of 400 buckets, each 4 % wide, as the number of the first that isn't empty, and the
-- counts from there to the last; mask tells apart by severity 4, division 2, region 1
create table sla_took (
    mask     smallint  not null,
    measure  text      not null,
    severity text      not null,
    division text      not null,
    region   text      not null,
    span     smallint  not null check (span in (1, 4, 16)),
    week     date      not null,
    counts   integer[] not null,
    primary key (mask, measure, severity, division, region, span, week)
) with (fillfactor = 70);

-- pauses in the week in which they began, as they were counted; of those that go on, the sum of when they began, in milliseconds
create table sla_counted_pause (
    clock_id bigint  not null,
    reason   text    not null,
    week     date    not null,
    pauses   integer not null,
    ms       bigint  not null,
    going_on integer not null,
    began_ms bigint  not null,
    primary key (clock_id, reason, week)
);
create index sla_counted_pause_by_week on sla_counted_pause (week);

create table sla_pause_rollup (
    kind     integer  not null,
    reason   text     not null,
    span     smallint not null check (span in (1, 4, 16)),
    week     date     not null,
    pauses   integer  not null,
    ms       bigint   not null,
    going_on integer  not null,
    began_ms bigint   not null,
    primary key (span, week, kind, reason)
) with (fillfactor = 80);

create index sla_clock_unnoticed on sla_clock (due_at) where state = 'RUNNING';
create index sla_clock_by_warning on sla_clock (warn_at)
    include (name, due_at, business_key, severity, division, owner, region, product_id, process_definition_key, subject) where state = 'RUNNING';
create index sla_clock_worst on sla_clock ((state = 'PAUSED'), due_at, id) include (business_key) where stopped_at is null;
create index sla_clock_open_facts on sla_clock (name, due_at)
    include (state, warn_at, process_instance_id, business_key, severity, division, owner, region, product_id, started_at, process_definition_key, subject)
    where stopped_at is null;
create index sla_pause_by_clock on sla_pause (clock_id);

-- a week by its Monday in UTC, and the first of four or sixteen of them
create function sla_week(at timestamptz) returns date language sql immutable parallel safe
    return date_trunc('week', at at time zone 'UTC')::date;
create function sla_weeks(week date, span integer) returns date language sql immutable parallel safe
    return week - ((week - date '2001-01-01') % (7 * span) + 7 * span) % (7 * span);

-- buckets of the histogram: everything under ten seconds, then each 4 % wider than the one before
create function sla_bucket(ms bigint) returns smallint language sql immutable parallel safe
    return least(399, greatest(0, 1 + floor(ln(greatest(ms, 1)::float8 / 10000) / 0.04)))::smallint;

create function sla_counts(buckets smallint[], amounts integer[]) returns integer[] language plpgsql immutable parallel safe as $$
declare
    low integer := 399;
    high integer := 0;
    counts integer[];
begin
    for i in 1 .. cardinality(buckets) loop
        low := least(low, buckets[i]);
        high := greatest(high, buckets[i]);
    end loop;
    counts := array_fill(0, array[high - low + 2]);
    counts[1] := low;
    for i in 1 .. cardinality(buckets) loop
        counts[buckets[i] - low + 2] := counts[buckets[i] - low + 2] + amounts[i];
    end loop;
    return counts;
end $$;
create function sla_sum(one integer[], other integer[]) returns integer[] language plpgsql immutable parallel safe as $$
declare
    low integer := least(one[1], other[1]);
    high integer := greatest(one[1] + cardinality(one), other[1] + cardinality(other)) - 2;
    counts integer[] := array_fill(0, array[high - low + 2]);
begin
    counts[1] := low;
    for i in 2 .. cardinality(one) loop
        counts[one[1] - low + i] := one[i];
    end loop;
    for i in 2 .. cardinality(other) loop
        counts[other[1] - low + i] := counts[other[1] - low + i] + other[i];
    end loop;
    return counts;
end $$;

-- how every clock counts at a moment; clocks of restricted incidents don't. Before its breach was noticed an open clock is overdue only
-- at that moment, so whoever stores what this says asks for '-infinity'. A promise that was broken before it was paused stays broken
create function sla_truth(asked timestamptz) returns table (
    clock_id bigint, process text, clock text, subject text, severity text, division text, region text, owner text, product text,
    open_state text, outcome text, week date, late_ms bigint, paused_ms bigint, measure text, done_week date, took_ms bigint)
    language sql stable parallel safe as $$
    select c.id, c.process_definition_key, c.name, coalesce(c.subject, ''), coalesce(c.severity, ''), coalesce(c.division, ''),
        coalesce(c.region, ''), coalesce(c.owner, ''), coalesce(c.product_id, ''),
        case when c.stopped_at is null then c.state end, f.outcome,
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

-- how every pause counts
create view sla_pause_truth as
    select p.clock_id, p.reason, sla_week(p.began_at) as week, 1 as pauses,
        coalesce(round(extract(epoch from p.ended_at - p.began_at) * 1000), 0)::bigint as ms,
        (p.ended_at is null)::integer as going_on,
        case when p.ended_at is null then round(extract(epoch from p.began_at) * 1000)::bigint else 0 end as began_ms
    from sla_pause p;

-- the clocks whose sums are not to be relied on at a moment
create function sla_unsettled(asked timestamptz) returns table (clock_id bigint) language sql stable parallel safe as $$
    select q.clock_id from response.sla_unfolded q where q.clock_id is not null
    union select c.id from response.sla_unfolded q join response.sla_clock c on c.business_key = q.business_key
        where q.business_key is not null
    union select c.id from response.sla_clock c where c.state = 'RUNNING' and c.due_at <= asked
$$;

-- adds what is counted of these clocks to every sum, or takes it out
create function sla_add(clocks bigint[], sign integer) returns void language sql as $$
    insert into response.sla_rollup as r
    select 63 - grouping(c.kind, c.severity, c.division, c.region, c.owner, c.product), coalesce(c.kind, 0), coalesce(c.severity, ''),
        coalesce(c.division, ''), coalesce(c.region, ''), coalesce(c.owner, c.product, ''), s.span, s.week,
        sign * count(*) filter (where c.outcome = 'MET'), sign * count(*) filter (where c.outcome = 'MET_LATE'),
        sign * count(*) filter (where c.outcome = 'OVERDUE'), sign * count(*) filter (where c.outcome = 'CALLED_OFF_LATE'),
        sign * count(*) filter (where c.outcome = 'CANCELLED'), sign * sum(c.late_ms), sign * sum(c.paused_ms)
    from response.sla_counted c
    cross join lateral (values (1, c.week), (4, response.sla_weeks(c.week, 4)), (16, response.sla_weeks(c.week, 16))) s (span, week)
    where c.clock_id = any (clocks) and c.week is not null
    group by s.span, s.week, grouping sets ((c.kind), (c.severity), (c.division), (c.region), (c.kind, c.severity),
        (c.kind, c.division), (c.kind, c.region), (c.severity, c.division), (c.severity, c.region), (c.division, c.region),
        (c.kind, c.severity, c.division), (c.kind, c.severity, c.region), (c.kind, c.division, c.region),
        (c.severity, c.division, c.region), (c.owner), (c.owner, c.kind), (c.owner, c.severity), (c.owner, c.division), (c.product),
        (c.product, c.division))
    on conflict (mask, kind, severity, division, region, other, span, week) do update
    set met = r.met + excluded.met, met_late = r.met_late + excluded.met_late, overdue = r.overdue + excluded.overdue,
        called_off_late = r.called_off_late + excluded.called_off_late, cancelled = r.cancelled + excluded.cancelled,
        late_ms = r.late_ms + excluded.late_ms, paused_ms = r.paused_ms + excluded.paused_ms;

    insert into response.sla_answerable as a
    select c.product, c.division, c.region, c.owner, sign * count(*)
    from response.sla_counted c where c.clock_id = any (clocks) and c.week is not null group by 1, 2, 3, 4
    on conflict (product, division, region, owner) do update set counted = a.counted + excluded.counted;

    insert into response.sla_open as o
    select 31 - grouping(c.severity, c.division, c.region, c.owner, c.product), c.kind,
        coalesce(c.severity, c.division, c.region, c.owner, c.product, ''), c.open_state, sign * count(*)
    from response.sla_counted c where c.clock_id = any (clocks) and c.open_state is not null
    group by c.kind, c.open_state, grouping sets ((), (c.severity), (c.division), (c.region), (c.owner), (c.product))
    on conflict (mask, value, kind, state) do update set n = o.n + excluded.n;

    insert into response.sla_took as t
    select d.mask, d.measure, d.severity, d.division, d.region, d.span, d.week,
        response.sla_counts(array_agg(d.bucket), array_agg(d.n))
    from (
        select 7 - grouping(c.severity, c.division, c.region) as mask, c.measure, coalesce(c.severity, '') as severity,
            coalesce(c.division, '') as division, coalesce(c.region, '') as region, s.span, s.week, c.bucket, (sign * count(*))::integer as n
        from response.sla_counted c
        cross join lateral (values (1, c.done_week), (4, response.sla_weeks(c.done_week, 4)), (16, response.sla_weeks(c.done_week, 16))) s (span, week)
        where c.clock_id = any (clocks) and c.measure is not null
        group by s.span, s.week, grouping sets ((c.measure, c.bucket), (c.measure, c.severity, c.bucket),
            (c.measure, c.division, c.bucket), (c.measure, c.region, c.bucket))
    ) d
    group by 1, 2, 3, 4, 5, 6, 7
    on conflict (mask, measure, severity, division, region, span, week) do update
    set counts = response.sla_sum(t.counts, excluded.counts);

    insert into response.sla_pause_rollup as r
    select c.kind, p.reason, s.span, s.week, sign * sum(p.pauses), sign * sum(p.ms), sign * sum(p.going_on), sign * sum(p.began_ms)
    from response.sla_counted_pause p join response.sla_counted c on c.clock_id = p.clock_id
    cross join lateral (values (1, p.week), (4, response.sla_weeks(p.week, 4)), (16, response.sla_weeks(p.week, 16))) s (span, week)
    where p.clock_id = any (clocks) group by 1, 2, 3, 4
    on conflict (span, week, kind, reason) do update set pauses = r.pauses + excluded.pauses, ms = r.ms + excluded.ms,
        going_on = r.going_on + excluded.going_on, began_ms = r.began_ms + excluded.began_ms
$$;

-- counts these clocks as they stand now; whoever calls it is alone in doing so
create function sla_recount(clocks bigint[]) returns void language plpgsql as $$
begin
    perform response.sla_add(clocks, -1);
    delete from response.sla_counted_pause where clock_id = any (clocks);
    delete from response.sla_counted where clock_id = any (clocks);
    insert into response.sla_kind (process, clock, subject)
    select distinct t.process, t.clock, t.subject from response.sla_truth('-infinity') t where t.clock_id = any (clocks)
        and not exists (select 1 from response.sla_kind k
            where k.process = t.process and k.clock = t.clock and k.subject = t.subject)
    on conflict do nothing;
    insert into response.sla_counted (clock_id, kind, severity, division, region, owner, product, open_state, outcome, week, late_ms,
        paused_ms, measure, done_week, took_ms, bucket)
    select t.clock_id, k.id, t.severity, t.division, t.region, t.owner, t.product, t.open_state, t.outcome, t.week, t.late_ms, t.paused_ms,
        t.measure, t.done_week, t.took_ms, response.sla_bucket(t.took_ms)
    from response.sla_truth('-infinity') t
    join response.sla_kind k on k.process = t.process and k.clock = t.clock and k.subject = t.subject
    where t.clock_id = any (clocks);
    insert into response.sla_counted_pause
    select p.clock_id, p.reason, p.week, sum(p.pauses), sum(p.ms), sum(p.going_on), sum(p.began_ms)
    from response.sla_pause_truth p
    where p.clock_id = any (clocks) and exists (select 1 from response.sla_counted c where c.clock_id = p.clock_id)
    group by 1, 2, 3;
    perform response.sla_add(clocks, 1);
end $$;

-- whatever moves a clock says so in its own transaction, by a row of its own that nobody waits for
create function sla_clock_moved() returns trigger language plpgsql as $$
begin
    insert into response.sla_unfolded (clock_id) values (new.id);
    return null;
end $$;
create trigger sla_clock_awaits_counting after insert or update on sla_clock for each row execute function sla_clock_moved();

create function sla_pause_moved() returns trigger language plpgsql as $$
begin
    insert into response.sla_unfolded (clock_id) values (new.clock_id);
    return null;
end $$;
create trigger sla_pause_awaits_counting after insert or update on sla_pause for each row execute function sla_pause_moved();

-- by its business key, for a clock may start at the same moment
create function restriction_moved() returns trigger language plpgsql as $$
begin
    insert into response.sla_unfolded (business_key) values (new.business_key);
    return null;
end $$;
create trigger restriction_awaits_counting after insert or update of lifted_at on restriction
    for each row execute function restriction_moved();

insert into sla_unfolded (clock_id) select id from sla_clock;
