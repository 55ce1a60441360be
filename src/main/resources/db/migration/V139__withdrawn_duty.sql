-- a duty goes with its incident, when that is merged into another or turns out to be none
alter table notification_duty drop constraint notification_duty_state_check;
alter table notification_duty
    add constraint notification_duty_state_check check (state in ('OPEN', 'SUSPENDED', 'NOT_APPLICABLE', 'WITHDRAWN', 'MET', 'MET_LATE'));
alter table duty_decision drop constraint duty_decision_decision_check;
alter table duty_decision
    add constraint duty_decision_decision_check check (decision in ('SUSPENDED', 'NOT_APPLICABLE', 'WITHDRAWN', 'RESUMED', 'GO_ON'));
