/** One chair: a round portrait with a name. Takes the person from the snapshot; a picture only decorates it. */
import type { SeatView } from "@balint/shared/session/protocol";
import { type CSSProperties, useEffect, useRef } from "react";
import type { Picture } from "../session/media-state.ts";
import { initials } from "../session/view-model.ts";
import { Icon } from "../ui/Icon.tsx";
import { words } from "../words/words.ts";
import { fitting } from "./fit.ts";
import { type Face, nameSize } from "./layout.ts";
import { type Level, useLevel } from "./use-level.ts";
import { useStill } from "./use-still.ts";

type Props = {
  seat: SeatView;
  face: Face;
  rem: number;
  /** The name, longest form first. */
  names: readonly string[];
  /** What this person does for the leaders, where the viewer is told of it. */
  charge: "chair" | "deputy" | null;
  /** Of one's own chair: whether the own picture is hidden from oneself. */
  own: { hidden: boolean; toggle: () => void } | null;
  speaking: boolean;
  /** The camera is on, but this screen takes no picture. */
  resting: boolean;
  levelOf: Level;
  picture: Picture | undefined;
  narrow: boolean;
};

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

/** What is to be known of the person in this chair, in a word or two. */
function standing({ line, place, role, presents }: SeatView, charge: Props["charge"], narrow: boolean): string | null {
  if (line === "lost") return narrow ? words.circle.keepChairShort : words.circle.keepChair;
  if (place === "back") return words.circle.sittingBack;
  if (presents) return narrow ? words.circle.presentsShort : words.circle.presents;
  if (charge !== null) return charge === "chair" ? words.circle.holdsChair : words.circle.deputy;
  if (role === "leader") return words.circle.leader;
  return role === "observer" ? words.circle.observer : null;
}

export function Seat({ seat, face, rem, names, charge, own, speaking, levelOf, resting, picture, narrow }: Props) {
  const ring = useRef<HTMLSpanElement>(null);
  const lost = seat.line === "lost";
  useLevel(ring, seat.person, levelOf, speaking && !lost);
  const says = standing(seat, charge, narrow);
  const hidden = own?.hidden === true && picture !== undefined;
  const parts = [
    ...(own !== null ? [words.circle.you] : []),
    ...(seat.role === "leader" ? [words.circle.leader] : []),
    ...(says === null || says === words.circle.leader ? [] : [says]),
    ...(speaking ? [words.circle.speaking] : []),
    ...(resting && !lost ? [words.circle.pictureRests] : []),
  ];
  const px = face.label === "below" && face.place !== "outer" ? nameSize(face.d, rem) : 0.84 * rem;
  const style: CSSProperties & Record<`--${string}`, string> = {
    "--x": `${face.x}px`,
    "--y": `${face.y}px`,
    "--d": `${face.d}px`,
    "--label": `${face.labelWidth}px`,
    "--letters": `${px}px`,
  };
  // Observers sit apart, which says it already.
  const tag = seat.role === "observer" && !lost ? null : says;
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
      <span className="ring" ref={ring} aria-hidden="true" />
      <div className="face" aria-hidden="true">
        {lost ? (
          <span className="empty">{words.circle.lost}</span>
        ) : hidden ? (
          <span className="empty">{words.circle.seenByOthers}</span>
        ) : (
          <span className="initials">{initials(seat.name)}</span>
        )}
        {!lost && resting && <span className="held">{words.circle.pictureRests}</span>}
        {!lost && !hidden && picture !== undefined && <Portrait picture={picture} mirrored={own !== null} />}
      </div>
      {own !== null && picture !== undefined && !lost && (
        <button
          type="button"
          className="self-view"
          aria-pressed={hidden}
          aria-label={words.circle.hideSelf}
          title={hidden ? words.circle.showSelfHint : words.circle.hideSelfHint}
          onClick={own.toggle}
        >
          <Icon of={hidden ? "eyeOff" : "eye"} />
        </button>
      )}
      {tag !== null && face.label !== "beside" && (
        <small className="tag" aria-hidden="true">
          {tag}
        </small>
      )}
      {face.label !== "none" && (
        <div className="name" aria-hidden="true">
          <span>{own === null ? fitting(names, face.labelWidth, px) : words.circle.you}</span>
          {tag !== null && face.label === "beside" && <small>{tag}</small>}
        </div>
      )}
    </li>
  );
}
