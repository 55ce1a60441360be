-- what readers of similar incidents see first
alter table incident add column lessons text;

-- a signal that tells something new waits until a person has looked at it
alter table incident_signal add column review text check (review in ('PENDING', 'KEPT'));
create index incident_signal_pending on incident_signal (incident_id) where review = 'PENDING';
create index incident_merged_into on incident (merged_into_id) where merged_into_id is not null;
create index affected_product_by_product on affected_product (product_id);
