import { z } from "zod";
import Training from "../../training/training.model.js";
import TrainingHistory from "../../training-history/training-history.model.js";
import TrainingList from "../../training-list/training-list.model.js";
import type { Schema } from "./openapi-types.js";

const COMPONENTS = "#/components/schemas/";

/** The training's state and the rows of the read models, out of their models: what queries answer with. */
export function modelSchemas(): Record<string, Schema> {
  const registry = z.registry<{ id: string }>();
  registry.add(Training.state, { id: "TrainingState" });
  registry.add(z.object(TrainingList.row), { id: "TrainingListRow" });
  registry.add(z.object(TrainingHistory.row), { id: "TrainingHistoryRow" });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `${COMPONENTS}${id}` });

  // What several share has an id of its own, and stands among the components already.
  const text = JSON.stringify(schemas).replaceAll(`${COMPONENTS}__shared#/$defs/`, COMPONENTS);
  const entries = Object.entries(JSON.parse(text) as Record<string, Schema>).filter(([name]) => name !== "__shared");
  return Object.fromEntries(entries.map(([name, { $schema: _draft, $id: _uri, ...schema }]) => [name, schema]));
}
