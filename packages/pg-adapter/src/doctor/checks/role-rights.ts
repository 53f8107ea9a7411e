import { appRoles } from "../../roles/app-roles.js";
import { excessRights } from "../../roles/excess-rights.js";
import { type Check, type Finding, foundOrOk } from "../check.js";

/** Whether applications have a role of their own, and it can do no more than it needs. */
export const roleRights: Check = {
  name: "role-rights",
  needsStore: true,
  async run({ pool, schema }) {
    const roles = await appRoles(pool, schema);
    if (roles.length === 0) {
      const advice = "Run `factum db roles`, and let the application log in with that role's rights.";
      return [
        { status: "warn", message: "No role but the owner can append, so the application has to be the owner", advice },
      ];
    }
    const findings: Finding[] = [];
    for (const role of roles) {
      for (const excess of await excessRights(pool, schema, role)) {
        const advice = `Run \`factum db roles --app-role ${role}\`, or take it out of the role that gives it this.`;
        findings.push({ status: "fail", message: `Role ${role} can do more than it should: ${excess}`, advice });
      }
    }
    return foundOrOk(
      findings,
      `${roles.join(", ")} can append, read, and write read models and snapshots, and no more`,
    );
  },
};
