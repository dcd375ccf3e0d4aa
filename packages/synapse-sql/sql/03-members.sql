/*
---
name: Churn 03 Members
folder: Churn
database: churn
---
*/
-- Dropping an external table drops no data, so the definition always follows this script.
IF EXISTS (SELECT 1 FROM sys.external_tables WHERE object_id = OBJECT_ID(N'dbo.members'))
    DROP EXTERNAL TABLE dbo.members;
GO

-- One row a member, typed as the notebooks publish it; bd is the age as members wrote it, outliers and all.
CREATE EXTERNAL TABLE dbo.members (
    msno                   varchar(44),
    city                   int,
    bd                     int,
    gender                 varchar(10),
    registered_via         int,
    registration_init_time date
)
WITH (
    LOCATION = 'serving/members/',
    DATA_SOURCE = [churn_lake],
    FILE_FORMAT = [parquet_snappy]
);
GO
