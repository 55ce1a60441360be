-- what forecasts would have said of clocks that started after a cut, from what was known at the cut, and what became of those clocks
create table sla_calibration_run (
    cut          date        primary key,
    trained_from date        not null,
    computed_at  timestamptz not null
);

create table sla_calibration (
    cut       date             not null references sla_calibration_run (cut) on delete cascade,
    name      text             not null,
    -- the part of its target that a clock had used when it was forecast
    fraction  numeric(3,2)     not null,
    -- tenths of the predicted chance, 0 to 9; -1: no forecast was possible
    bin       smallint         not null check (bin between -1 and 9),
    forecasts integer          not null,
    -- sums over the forecasts, each clock weighted so that it stands in for like ones that were called off
    weight    double precision not null,
    predicted double precision not null,
    broken    double precision not null,
    -- of the squared distance between what was predicted and what happened
    squared   double precision not null,
    primary key (cut, name, fraction, bin)
);
