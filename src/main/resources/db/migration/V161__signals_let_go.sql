-- the register is searched by time once in a while, when a month is let go; this index takes next to no room
create index signal_register_received on signal_register using brin (received_at);

-- Lets go of the signals of a month that nobody cites: what incidents or hunts know stays, and what is not placed yet. The rest goes with
-- its table, at once. Returns how many went.
create function let_signals_go(at timestamptz) returns bigint language plpgsql as $$
declare
    start timestamp := date_trunc('month', at at time zone 'UTC');
    since timestamptz := start at time zone 'UTC';
    until timestamptz := (start + interval '1 month') at time zone 'UTC';
    part  text := 'signal_' || to_char(start, 'YYYY_MM');
    gone  bigint;
begin
    if to_regclass('response.' || part) is null then
        return 0;
    end if;
    perform pg_advisory_xact_lock(hashtext('integrated-response signal partition'));
    create temporary table going on commit drop as
        select r.id from response.signal_register r where r.received_at >= since and r.received_at < until
            and r.disposition not in ('WAITING', 'SNOOZED')
            and not exists (select 1 from response.incident_signal l where l.signal_id = r.id)
            and not exists (select 1 from response.variant v where v.signal_id = r.id);
    get diagnostics gone = row_count;
    if gone > 0 then
        execute format('create table response.%I (like response.signal including defaults including constraints)', part || '_cited');
        execute format('insert into response.%I select s.* from response.%I s where not exists (select 1 from going g where g.id = s.id)',
            part || '_cited', part);
        execute format('alter table response.signal detach partition response.%I', part);
        execute format('drop table response.%I', part);
        execute format('alter table response.%I rename to %I', part || '_cited', part);
        execute format('alter table response.signal attach partition response.%I for values from (%L) to (%L)', part, since, until);
        delete from response.signal_revision v using going g where v.id = g.id;
        delete from response.signal_register r using going g where r.id = g.id;
    end if;
    drop table going;
    return gone;
end $$;
