/** LiveKit is heavy: it is fetched on its own, while the person looks into the camera. Asked again it costs nothing. */
export const loadMedia = () => import("./media.ts");
