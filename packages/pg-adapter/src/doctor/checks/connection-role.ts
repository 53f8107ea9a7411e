import { runQuery } from "../../connect/run-query.js";
import { type Check, foundOrOk } from "../check.js";

/** Whether applications are connected as somebody who can do anything; they are known by their application name. */
export const connectionRole: Check = {
  name: "connections",
  needsStore: false,
  async run({ pool }) {
    const rows = await runQuery<{ role: string; application: string; sessions: number }>(pool, {
      text: `
        select a.usename as role, a.application_name as application, count(*)::integer as sessions
          from pg_stat_activity a join pg_roles r on r.oid = a.usesysid
         where a.datname = current_database() and a.pid <> pg_backend_pid() and r.rolsuper
           and a.application_name like 'factum%' and a.application_name <> current_setting('application_name')
         group by 1, 2
         order by 1, 2`,
    });
    const findings = rows.map(({ role, application, sessions }) => ({
      status: "warn" as const,
      message: `${sessions} connections of "${application}" are those of ${role}, a superuser`,
      advice: "Run `factum db roles`, and let the application log in with that role's rights.",
    }));
    return foundOrOk(findings, "No application is connected as a superuser");
  },
};
