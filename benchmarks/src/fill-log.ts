import type { Pool } from "pg";

/**
 * Fills an empty store with streams of ten events of the kind that the sample stores: rows as appends would have left them,
 * the sequence, statistics. Takes about 15 s for 500,000 events.
 */
export async function fillLog(pool: Pool, schema: string, count: number): Promise<void> {
  await pool.query(
    `insert into ${schema}.events
       (position, stream_id, version, event_id, type, schema_version, data, metadata, recorded_at)
     select n,
            'training-' || md5('stream ' || (n - 1) / 10)::uuid,
            (n - 1) % 10 + 1,
            md5('event ' || n)::uuid,
            case n % 10 when 1 then 'RegistrationCreated' when 0 then 'TrainingCompleted' else 'VideoStarted' end,
            1,
            jsonb_build_object('traineeId', md5(n::text)::uuid, 'courseId', md5('course ' || n % 100)::uuid,
                               'dueDate', '2031-05-17'),
            '{"actor": "bench"}',
            timestamptz '2031-05-17 08:00Z' + n * interval '3 milliseconds'
       from generate_series(1, $1::bigint) n`,
    [count],
  );
  await pool.query(
    `insert into ${schema}.streams (stream_id, category, version)
     select stream_id, 'training', max(version) from ${schema}.events group by stream_id`,
  );
  await pool.query(`select setval('${schema}.positions', $1)`, [count]);
  await pool.query(`vacuum (analyze) ${schema}.events, ${schema}.streams`);
}
