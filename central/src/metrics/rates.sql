SELECT catalogue_key, avg(has_complication::integer)::float8 AS rate
FROM procedures
WHERE hospital_id = $1 AND status = 'completed' AND NOT voided AND NOT restricted AND catalogue_key IS NOT NULL
    AND sorts_at > CURRENT_TIMESTAMP - INTERVAL '365 days'
GROUP BY catalogue_key
HAVING count(*) >= 10
