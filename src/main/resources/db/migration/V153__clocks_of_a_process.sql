-- the clocks of one process whose fate was decided in a period, and those of one instance that has ended
create index sla_clock_decided on sla_clock (process_definition_key, least(due_at, stopped_at));
create index sla_clock_stopped_by_instance on sla_clock (process_instance_id) include (state, due_at, stopped_at) where stopped_at is not null;
