/** One chair: a round portrait with a name. Takes the person from the snapshot; a picture only decorates it. */
import type { SeatView } from "@balint/shared/session/protocol";
import { type CSSProperties, useEffect, useRef } from "react";
import type { Picture } from "../session/media-state.ts";
import { firstLetter } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import type { Face } from "./layout.ts";
import { useStill } from "./use-still.ts";

type Props = {
  seat: SeatView;
  face: Face;
  /** As shown under the face; on small screens the first name. */
  shown: string;
  /** What this person does for the leaders, where the viewer is told of it. */
  charge: "chair" | "deputy" | null;
  isYou: boolean;
  speaking: boolean;
  /** The camera is on, but this screen takes no picture. */
  resting: boolean;
  picture: Picture | undefined;
  narrow: boolean;
};

function initials(name: string): string {
  const parts = name.split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => firstLetter(part ?? "")).join("");
}

function Portrait({ picture, mirrored }: { picture: Picture; mirrored: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  const { attach } = picture;
  useEffect(() => (video.current === null ? undefined : attach(video.current)), [attach]);
  const still = useStill(video);
  const frozen = picture.frozen || still;
  return (
    <>
      <video ref={video} muted playsInline autoPlay aria-hidden="true" data-mirrored={mirrored} data-frozen={frozen} />
      {frozen && <span className="held">{words.circle.pictureHeld}</span>}
    </>
  );
}

function subtitle({ line, place, role, presents }: SeatView, charge: Props["charge"], narrow: boolean): string | null {
  if (line === "lost") return narrow ? words.circle.keepChairShort : words.circle.keepChair;
  if (place === "back") return words.circle.sittingBack;
  if (presents) return narrow ? words.circle.presentsShort : words.circle.presents;
  if (charge !== null) return charge === "chair" ? words.circle.holdsChair : words.circle.deputy;
  if (role === "leader") return words.circle.leader;
  return role === "observer" ? words.circle.observer : null;
}

export function Seat({ seat, face, shown, charge, isYou, speaking, resting, picture, narrow }: Props) {
  const lost = seat.line === "lost";
  const under = subtitle(seat, charge, narrow);
  const parts = [
    ...(isYou ? [words.circle.you] : []),
    ...(seat.role === "leader" ? [words.circle.leader] : []),
    ...(under === null || under === words.circle.leader ? [] : [under]),
    ...(speaking ? [words.circle.speaking] : []),
    ...(resting && !lost ? [words.circle.pictureRests] : []),
  ];
  const style: CSSProperties & Record<`--${string}`, string> = {
    "--x": `${face.x}px`,
    "--y": `${face.y}px`,
    "--d": `${face.d}px`,
  };
  return (
    <li
      className="seat"
      style={style}
      data-person={seat.person}
      data-place={seat.place}
      data-line={seat.line}
      data-presents={seat.presents}
      data-resting={resting && !lost}
      data-speaking={speaking && !lost}
      data-label={face.label}
      aria-label={words.circle.seat(seat.name, parts)}
    >
      <div className="face" aria-hidden="true">
        {lost ? (
          <span className="empty">{words.circle.lost}</span>
        ) : (
          <span className="initials">{initials(seat.name)}</span>
        )}
        {!lost && resting && <span className="held">{words.circle.pictureRests}</span>}
        {!lost && picture !== undefined && <Portrait picture={picture} mirrored={isYou} />}
      </div>
      {face.label !== "none" && (
        <div className="name" aria-hidden="true">
          <span>{isYou ? words.circle.you : shown}</span>
          {under !== null && <small>{under}</small>}
        </div>
      )}
    </li>
  );
}
