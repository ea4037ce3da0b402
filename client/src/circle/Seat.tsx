/** One chair: a round portrait with a name. Takes the person from the snapshot; a picture only decorates it. */
import type { SeatView } from "@balint/shared/session/protocol";
import { type CSSProperties, useEffect, useRef, useState } from "react";
import type { Picture } from "../session/media-state.ts";
import { type Called, initials } from "../session/short-names.ts";
import { Icon } from "../ui/Icon.tsx";
import { words } from "../words/words.ts";
import { fitting } from "./fit.ts";
import { type Face, nameSize } from "./layout.ts";
import { type Level, useLevel } from "./use-level.ts";
import { useMotion } from "./use-motion.ts";

type Props = {
  seat: SeatView;
  face: Face;
  rem: number;
  called: Called;
  /** What this person does for the leaders, where the viewer is told of it. */
  charge: "chair" | "deputy" | null;
  /** Of one's own chair: whether the own picture is hidden from oneself. */
  own: { hidden: boolean; toggle: () => void } | null;
  speaking: boolean;
  /** The camera is on, but this screen takes no picture. */
  resting: boolean;
  /** Neither sound nor picture of this person can reach anybody. */
  unheard: boolean;
  levelOf: Level;
  picture: Picture | undefined;
  narrow: boolean;
};

/** A face smaller than this, in letters, has no room for words: the tag under it says the same. */
const ROOM_FOR_WORDS = 5;

type PortraitProps = { picture: Picture; mirrored: boolean; lost: boolean; onMoving: (moving: boolean) => void };

function Portrait({ picture, mirrored, lost, onMoving }: PortraitProps) {
  const video = useRef<HTMLVideoElement>(null);
  const { attach } = picture;
  useEffect(() => (video.current === null ? undefined : attach(video.current)), [attach]);
  const motion = useMotion(video, lost);
  const moving = motion === "moving" && !picture.frozen;
  useEffect(() => {
    onMoving(moving);
    return () => onMoving(false);
  }, [moving, onMoving]);
  const frozen = picture.frozen || motion === "still";
  return (
    <>
      <video
        ref={video}
        muted
        playsInline
        autoPlay
        aria-hidden="true"
        data-unseen={lost && !moving}
        data-mirrored={mirrored}
        data-frozen={frozen}
      />
      {frozen && !lost && <span className="held">{words.circle.pictureHeld}</span>}
    </>
  );
}

/** `gone`: nothing of this person comes. `unsteady`: the line counts as lost, yet here they are. `unheard`: the other way round. */
type Trouble = "gone" | "unsteady" | "unheard" | null;

function lineTrouble(trouble: Exclude<Trouble, null>, narrow: boolean): string {
  if (trouble === "unsteady") return narrow ? words.circle.unsteadyShort : words.circle.unsteady;
  if (trouble === "unheard") return narrow ? words.circle.unheardShort : words.circle.unheard;
  return narrow ? words.circle.keepChairShort : words.circle.keepChair;
}

/** What is to be known of the person in this chair, in a word or two. */
function standing(
  { place, role, presents, muted }: SeatView,
  trouble: Trouble,
  charge: Props["charge"],
  narrow: boolean,
): string | null {
  if (trouble !== null) return lineTrouble(trouble, narrow);
  if (muted) return narrow ? words.circle.mutedShort : words.circle.muted;
  if (place === "back") return words.circle.sittingBack;
  if (presents) return narrow ? words.circle.presentsShort : words.circle.presents;
  if (charge !== null) return charge === "chair" ? words.circle.holdsChair : words.circle.deputy;
  if (role === "leader") return words.circle.leader;
  return role === "observer" ? words.circle.observer : null;
}

export function Seat(props: Props) {
  const { seat, face, rem, called, charge, own, speaking, unheard, levelOf, resting, picture, narrow } = props;
  const ring = useRef<HTMLSpanElement>(null);
  const lost = seat.line === "lost";
  const [moving, setMoving] = useState(false);
  // Who is seen moving is not gone, whatever the live wire says. The media server's word on who speaks proves nothing
  // here: of a line that was cut in the middle of a word it says so for ever.
  const trouble: Trouble = lost ? (moving ? "unsteady" : "gone") : unheard ? "unheard" : null;
  const voiced = speaking && trouble !== "gone";
  useLevel(ring, seat.person, levelOf, voiced);
  const hidden = own?.hidden === true && picture !== undefined;
  const roomy = face.d >= ROOM_FOR_WORDS * rem;
  const says = standing(seat, trouble, charge, narrow || !roomy);
  const parts = [
    ...(own !== null ? [words.circle.you] : []),
    ...(seat.role === "leader" ? [words.circle.leader] : []),
    ...(says === null || says === words.circle.leader ? [] : [says]),
    ...(hidden ? [words.circle.seenByOthersShort] : []),
    ...(voiced ? [words.circle.speaking] : []),
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
  const stands = seat.role === "observer" && trouble === null && !seat.muted ? null : says;
  const tag = hidden && !roomy && trouble === null ? words.circle.seenByOthersShort : stands;
  return (
    <li
      className="seat"
      style={style}
      data-person={seat.person}
      data-place={seat.place}
      data-line={seat.line}
      data-trouble={trouble ?? "none"}
      data-presents={seat.presents}
      data-resting={resting && !lost}
      data-speaking={voiced}
      data-label={face.label}
      aria-label={words.circle.seat(called.whole, parts)}
    >
      <span className="ring" ref={ring} aria-hidden="true" />
      <div className="face" aria-hidden="true">
        {trouble === "gone" ? (
          <span className="empty">{roomy && words.circle.lost}</span>
        ) : hidden ? (
          <span className="empty">{roomy && words.circle.seenByOthers}</span>
        ) : (
          <span className="initials">{initials(seat.name)}</span>
        )}
        {!lost && resting && <span className="held">{words.circle.pictureRests}</span>}
        {!hidden && picture !== undefined && (
          <Portrait picture={picture} mirrored={own !== null} lost={lost} onMoving={setMoving} />
        )}
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
      {tag !== null && face.label === "below" && (
        <small className="tag" aria-hidden="true">
          {tag}
        </small>
      )}
      {face.label !== "none" && (
        <div className="name" aria-hidden="true">
          <span>
            {own === null
              ? fitting(narrow ? [called.short] : [called.whole, called.short], face.labelWidth, px)
              : words.circle.you}
          </span>
          {tag !== null && face.label === "beside" && <small>{tag}</small>}
        </div>
      )}
    </li>
  );
}
