-- the message that reminded, or why there was none
alter table sla_reminder add message_id bigint references message (id);
alter table sla_reminder add not_sent text;
