-- the message that a draft was kept as, once it was to be sent
alter table notification_draft add column message_id bigint references message (id);
