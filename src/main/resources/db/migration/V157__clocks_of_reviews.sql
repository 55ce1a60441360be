-- the clocks of one review among all those of its incident
create index sla_clock_of_reviews on sla_clock (business_key, name)
    where name in ('slr-held', 'slr-published', 'sor-held', 'shr-held');

-- accepted risks in force, by their last day
create index accepted_risk_in_force on accepted_risk (accepted_until) where decision = 'APPROVE' and ended_at is null;
