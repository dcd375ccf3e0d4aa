/*
---
name: Churn 01 Database
folder: Churn
database: master
---
*/
-- Member ids are case-sensitive base64: a binary UTF-8 collation compares them as Spark does
-- and lets text comparisons be pushed down to Parquet.
IF NOT EXISTS (SELECT 1 FROM sys.databases WHERE name = N'churn')
    EXEC (N'CREATE DATABASE [churn] COLLATE Latin1_General_100_BIN2_UTF8');
GO
