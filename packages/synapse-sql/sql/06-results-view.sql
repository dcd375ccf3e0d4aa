/*
---
name: Churn 06 Results View
folder: Churn
database: churn
---
*/
-- One row a member: the newest prediction, what is known of the member, and the thirty days of
-- listening before the period that was scored (what came after could not be known when it was scored).
-- Members without a member row or without logs stay: one in nine of the labelled has no member row,
-- one in five no logs.
CREATE OR ALTER VIEW dbo.churn_results AS
WITH newest AS (
    SELECT
        msno, period_start, run_id, p_churn, decision, expected_profit, scored_at,
        ROW_NUMBER() OVER (PARTITION BY msno ORDER BY period_start DESC, scored_at DESC, run_id DESC) AS place
    FROM dbo.predictions
),
listening AS (
    SELECT
        n.msno,
        COUNT(DISTINCT l.[date])       AS active_days,
        SUM(CAST(l.num_25 AS bigint))  AS num_25,
        SUM(CAST(l.num_50 AS bigint))  AS num_50,
        SUM(CAST(l.num_75 AS bigint))  AS num_75,
        SUM(CAST(l.num_985 AS bigint)) AS num_985,
        SUM(CAST(l.num_100 AS bigint)) AS num_100,
        SUM(CAST(l.num_unq AS bigint)) AS num_unq,
        -- Some source rows say less than nothing or more than a day.
        SUM(CASE WHEN l.total_secs < 0 THEN 0 WHEN l.total_secs > 86400 THEN 86400 ELSE l.total_secs END) AS total_secs
    FROM newest AS n
    INNER JOIN dbo.users_logs AS l
        ON l.msno = n.msno
        AND l.[date] >= DATEADD(day, -30, n.period_start)
        AND l.[date] < n.period_start
    WHERE n.place = 1
    GROUP BY n.msno
),
member AS (
    SELECT
        msno, city, bd, gender, registered_via, registration_init_time,
        -- Every column takes part, so that two rows of one member never leave the choice to chance.
        ROW_NUMBER() OVER (
            PARTITION BY msno
            ORDER BY registration_init_time DESC, city, bd, gender, registered_via
        ) AS place
    FROM dbo.members
)
SELECT
    n.msno,
    n.period_start,
    n.p_churn,
    n.decision,
    n.expected_profit,
    n.scored_at,
    m.city,
    m.bd,
    m.gender,
    m.registered_via,
    m.registration_init_time,
    COALESCE(l.active_days, 0) AS active_days,
    COALESCE(l.num_25, 0)      AS num_25,
    COALESCE(l.num_50, 0)      AS num_50,
    COALESCE(l.num_75, 0)      AS num_75,
    COALESCE(l.num_985, 0)     AS num_985,
    COALESCE(l.num_100, 0)     AS num_100,
    COALESCE(l.num_unq, 0)     AS num_unq,
    COALESCE(l.total_secs, 0)  AS total_secs
FROM newest AS n
LEFT JOIN member AS m ON m.msno = n.msno AND m.place = 1
LEFT JOIN listening AS l ON l.msno = n.msno
WHERE n.place = 1;
GO
