/**
 * LiveKit is heavy: it is fetched on its own, while the person looks into the camera. Asked again it costs nothing.
 * On a bad line it may not come at once, and is asked for once more.
 */
export const loadMedia = () => import("./media.ts").catch(() => import("./media.ts"));
