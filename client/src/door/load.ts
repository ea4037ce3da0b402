/** What is fetched on its own, so that the door stands early. Asked again, each costs nothing. */
import { loadRail } from "../room/Rail.tsx";

/** `leads`: with what leaders have besides. */
export const loadRoom = async (leads: boolean) => {
  const [{ openLive }, { Inside }] = await Promise.all([
    import("../session/live.ts"),
    import("./Inside.tsx"),
    leads ? loadRail() : undefined,
  ]);
  return { openLive, Inside };
};
export type LoadedRoom = Awaited<ReturnType<typeof loadRoom>>;
