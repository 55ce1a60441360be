-- what /actuator/prometheus tells of broken promises: totals that never fall, neither when a node starts anew nor when an incident
-- becomes restricted later
create table sla_breach_total (
    clock    text   not null,
    severity text   not null,
    breaches bigint not null check (breaches >= 0),
    primary key (clock, severity)
);

-- breaches that the totals have still to take in
create table sla_breach_uncounted (
    ledger_id bigint primary key
);
insert into sla_breach_uncounted select id from sla_ledger where event = 'BREACHED';

create function await_breach_count() returns trigger language plpgsql as $$
begin
    insert into response.sla_breach_uncounted (ledger_id) values (new.id);
    return null;
end $$;
create trigger sla_breach_awaits_its_count after insert on sla_ledger
    for each row when (new.event = 'BREACHED') execute function await_breach_count();

-- timers of the engine that were set to a moment that had passed by then: they are late from when they were set, not from their date
create table timer_set_back (
    job_id text        primary key,
    at     timestamptz not null
);
