-- which catalogues were read, so that an unchanged one is not read again
create table catalogue_load (
    catalogue     text primary key,
    version       text        not null,
    last_modified timestamptz not null,
    digest        text        not null,
    loaded_at     timestamptz not null
);

create index control_mapping_requirement on control_mapping (framework, requirement);
create index product_owner on product (owner);

-- the order in which the catalogue lists what a control answers to
alter table control_mapping add column position smallint not null default 0;
