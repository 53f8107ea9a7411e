import type { CheckpointMove, DeadLetter } from "../ports/listener-store.js";
import { storableFailure } from "../ports/storable-failure.js";
import { type MemoryDeadLetter, type MemoryListener, shardUnder } from "./memory-listener.js";

type Place = CheckpointMove["replayed"][number];

/** Moves a shard's checkpoint and settles dead letters, if the fence holds. @returns whether it did */
export function moveShard(listener: MemoryListener | undefined, move: CheckpointMove, at: string): boolean {
  const shard = shardUnder(listener, move.lease);
  if (listener === undefined || shard === undefined || shard.position !== move.from) return false;
  if (!move.replayed.every((replayed) => isAmong(listener.letters, replayed))) return false;
  shard.position = move.to;
  shard.movedAt = at;
  listener.letters = listener.letters.filter((letter) => !isAmong(move.replayed, letter));
  for (const letter of move.parked) listener.letters = park(listener.letters, letter);
  return true;
}

/** A letter that failed ends the replay of its key; one that waits behind others is replayed with them. */
function park(letters: readonly MemoryDeadLetter[], { key, position, error }: DeadLetter): MemoryDeadLetter[] {
  const replay = error === null && letters.some((letter) => letter.key === key && letter.replay);
  const others = letters
    .filter((letter) => !isAmong([{ key, position }], letter))
    .map((letter) => (letter.key === key ? { ...letter, replay } : letter));
  return [...others, { key, position, error: error === null ? null : storableFailure(error), replay }];
}

function isAmong(letters: readonly Place[], { key, position }: Place): boolean {
  return letters.some((letter) => letter.key === key && letter.position === position);
}
