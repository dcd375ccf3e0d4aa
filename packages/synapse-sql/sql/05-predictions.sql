/*
---
name: Churn 05 Predictions
folder: Churn
database: churn
---
*/
IF OBJECT_ID(N'dbo.predictions', N'U') IS NOT NULL
    DROP EXTERNAL TABLE dbo.predictions;
GO

-- One row a member and period: the probability of churn and what was decided.
CREATE EXTERNAL TABLE dbo.predictions (
    msno            varchar(44),
    period_start    date,
    run_id          varchar(64),
    p_churn         float,
    decision        varchar(16),
    expected_profit float,
    scored_at       datetime2(3)
)
WITH (
    LOCATION = 'serving/predictions/',
    DATA_SOURCE = [churn_lake],
    FILE_FORMAT = [parquet_snappy]
);
GO
