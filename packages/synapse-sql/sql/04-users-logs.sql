/*
---
name: Churn 04 Users Logs
folder: Churn
database: churn
---
*/
IF OBJECT_ID(N'dbo.users_logs', N'U') IS NOT NULL
    DROP EXTERNAL TABLE dbo.users_logs;
GO

-- One row a member and day; total_secs is a sum of doubles in the source.
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
    LOCATION = 'serving/users_logs/',
    DATA_SOURCE = [churn_lake],
    FILE_FORMAT = [parquet_snappy]
);
GO
