/*
---
name: Churn 04 Users Logs
folder: Churn
database: churn
---
*/
-- Dropping an external table drops no data, so the definition always follows this script.
IF EXISTS (SELECT 1 FROM sys.external_tables WHERE object_id = OBJECT_ID(N'dbo.users_logs'))
    DROP EXTERNAL TABLE dbo.users_logs;
GO

-- One row a member and day; total_secs is a double in the source, and out of a day's range in some rows.
CREATE EXTERNAL TABLE dbo.users_logs (
    msno       varchar(44),
    [date]     date,
    num_25     int,
    num_50     int,
    num_75     int,
    num_985    int,
    num_100    int,
    num_unq    int,
    total_secs float
)
WITH (
    LOCATION = 'serving/user_logs/',
    DATA_SOURCE = [churn_lake],
    FILE_FORMAT = [parquet_snappy]
);
GO
