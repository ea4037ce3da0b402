/** What is fetched on its own, so that the door stands early. Asked again, each costs nothing. */
export const loadRoom = async () => {
  const [{ openLive }, { Inside }] = await Promise.all([import("../session/live.ts"), import("./Inside.tsx")]);
  return { openLive, Inside };
};
export type LoadedRoom = Awaited<ReturnType<typeof loadRoom>>;
