-- similar incidents are looked for among the latest of each way to be alike, so each has an index that ends in the incident
drop index incident_finding_type;
create index incident_finding_type on incident (finding_type, id);
create index incident_matched_pattern on incident (matched_pattern, id) where matched_pattern is not null;
drop index affected_product_by_product;
create index affected_product_by_product on affected_product (product_id, incident_id);
