-- the hours in which somebody looked under need-to-know, so that each is told to the audit log once
create table need_to_know_access (
    person      text        not null,
    incident_id bigint      not null references incident (id),
    hour        timestamptz not null,
    primary key (person, incident_id, hour)
);
