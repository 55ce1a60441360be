-- where a product's business hours are: ISO 3166-1 alpha-2, with or without a subdivision
alter table product add column region text check (region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$');
