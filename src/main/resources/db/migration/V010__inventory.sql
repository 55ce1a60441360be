create table product (
    id          text primary key check (length(id) between 1 and 64),
    name        text        not null,
    division    text        not null,
    owner       text        not null,
    tier        smallint    not null check (tier between 0 and 3),
    data_class  text        not null check (data_class in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'RESTRICTED')),
    exposure    text        not null check (exposure in ('INTERNET', 'PARTNER', 'INTERNAL')),
    tags        text[]      not null default '{}',
    imported_at timestamptz not null
);
create index product_division on product (division);
create index product_tags on product using gin (tags);

create table control (
    id          text primary key,
    domain      text not null,
    title       text not null,
    description text not null
);

-- which requirements of other frameworks a control answers to
create table control_mapping (
    control_id  text not null references control (id),
    framework   text not null check (framework in ('CIS_V8', 'NIST_SP_800_53_R4', 'PCI_DSS_V3_2_1')),
    requirement text not null,
    primary key (control_id, framework, requirement)
);
