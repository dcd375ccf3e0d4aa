/*
---
name: Churn 05 Predictions
folder: Churn
database: churn
---
*/
-- Dropping an external table drops no data, so the definition always follows this script.
IF EXISTS (SELECT 1 FROM sys.external_tables WHERE object_id = OBJECT_ID(N'dbo.predictions'))
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
