/*
---
name: Churn 02 Access
folder: Churn
database: churn
---
*/
-- The master key protects no secret of ours, since the credential is the workspace's own identity:
-- its password is made here and kept by nobody.
IF NOT EXISTS (SELECT 1 FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##')
BEGIN
    DECLARE @made nvarchar(80) = CONVERT(nvarchar(36), NEWID()) + N'!Aa1' + CONVERT(nvarchar(36), NEWID());
    DECLARE @statement nvarchar(200) = N'CREATE MASTER KEY ENCRYPTION BY PASSWORD = ' + QUOTENAME(@made, '''');
    EXEC (@statement);
END
GO

-- The identity of the workspace reads the lake: no key, no signature, nothing to renew.
IF NOT EXISTS (SELECT 1 FROM sys.database_scoped_credentials WHERE name = N'WorkspaceIdentity')
    EXEC (N'CREATE DATABASE SCOPED CREDENTIAL [WorkspaceIdentity] WITH IDENTITY = ''Managed Identity''');
GO

-- A lake that has moved: its data source is made anew, which needs the tables on it gone. Dropping external
-- tables drops no data, and the scripts that follow make them again.
IF EXISTS (SELECT 1 FROM sys.external_data_sources WHERE name = N'churn_lake' AND location <> N'${retain:lake_root}')
BEGIN
    IF EXISTS (SELECT 1 FROM sys.external_tables WHERE object_id = OBJECT_ID(N'dbo.members'))
        DROP EXTERNAL TABLE dbo.members;
    IF EXISTS (SELECT 1 FROM sys.external_tables WHERE object_id = OBJECT_ID(N'dbo.users_logs'))
        DROP EXTERNAL TABLE dbo.users_logs;
    IF EXISTS (SELECT 1 FROM sys.external_tables WHERE object_id = OBJECT_ID(N'dbo.predictions'))
        DROP EXTERNAL TABLE dbo.predictions;
    DROP EXTERNAL DATA SOURCE [churn_lake];
END
GO

IF NOT EXISTS (SELECT 1 FROM sys.external_data_sources WHERE name = N'churn_lake')
    EXEC (N'CREATE EXTERNAL DATA SOURCE [churn_lake] WITH (LOCATION = ''${retain:lake_root}'', CREDENTIAL = [WorkspaceIdentity])');
GO

-- Parquet and not Delta: serverless SQL reads Delta 1.0 only, without deletion vectors or column mapping.
IF NOT EXISTS (SELECT 1 FROM sys.external_file_formats WHERE name = N'parquet_snappy')
    EXEC (N'CREATE EXTERNAL FILE FORMAT [parquet_snappy] WITH (FORMAT_TYPE = PARQUET, DATA_COMPRESSION = ''org.apache.hadoop.io.compress.SnappyCodec'')');
GO
