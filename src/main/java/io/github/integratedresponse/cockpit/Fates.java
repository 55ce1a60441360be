package io.github.integratedresponse.cockpit;

/** How clocks count, and which rows count for nobody, as SQL; the rules are those of the figures of all clocks. */
final class Fates {

    /** Row {@code i} of the engine's instances is of no restricted incident. */
    static final String OPEN_INSTANCE = " i.tenant_id_ is null and not exists (select 1 from response.restriction r"
            + " where r.business_key = i.business_key_ and r.lifted_at is null)";

    /** Row {@code c} of the clocks is of no restricted incident, neither by its business key nor by its instance. */
    static final String OPEN_CLOCK =
            " not exists (select 1 from response.restriction r where r.business_key = c.business_key"
                    + " and r.lifted_at is null) and not exists (select 1 from act_hi_procinst t where t.tenant_id_ is not null"
                    + " and t.proc_inst_id_ = c.process_instance_id)";

    /** Row {@code c} is a promise that is broken for good. */
    static final String BROKEN = "(c.state = 'MET_LATE' or (c.state = 'CANCELLED' and c.due_at < c.stopped_at))";

    /**
     * Every clock of a process whose fate was decided in the period, with what it was; the week in which a clock counts is the one of
     * this moment.
     */
    static final String DECIDED =
            """
            select * from (
                select c.name, c.activity_id, c.process_instance_id, c.elapsed_ms, case
                    when c.state in ('MET', 'MET_LATE') then c.state
                    when c.state = 'CANCELLED' and c.due_at < c.stopped_at then 'CALLED_OFF_LATE'
                    when c.state = 'CANCELLED' then 'CANCELLED'
                    when c.state = 'BREACHED' or (c.state = 'PAUSED' and c.due_at <= c.paused_at)
                        or (c.state = 'RUNNING' and c.due_at <= :now) then 'OVERDUE' end as fate
                from response.sla_clock c
                where c.process_definition_key = :process and least(c.due_at, c.stopped_at) >= :from
                    and least(c.due_at, c.stopped_at) < :to and"""
                    + OPEN_CLOCK
                    + ") told where fate is not null";

    /** Leaves the clocks of one version among them; a join, for a list of so many instances would be looked through for each clock. */
    static final String OF_VERSION =
            "where process_instance_id in (select proc_inst_id_ from act_hi_procinst where proc_def_id_ = :definition)";

    /** Sums over what {@link #DECIDED} finds. */
    static final String SUMS =
            """
            count(*) filter (where fate = 'MET') as met, count(*) filter (where fate = 'MET_LATE') as met_late,
            count(*) filter (where fate = 'OVERDUE') as overdue, count(*) filter (where fate = 'CALLED_OFF_LATE') as called_off_late,
            count(*) filter (where fate = 'CANCELLED') as cancelled""";

    private Fates() {}
}
