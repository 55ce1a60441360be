-- lists of broken promises: which they are is told by the index alone, whatever they are narrowed to

create index sla_clock_broken on sla_clock (due_at)
    include (id, stopped_at, paused_at, state, name, subject, process_definition_key, severity, division, owner, region, product_id, business_key)
    where stopped_at > due_at;
