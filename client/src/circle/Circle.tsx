/** The picture of the circle: rug, chairs in everybody's same order, words in the middle. Asks `layout.ts` where. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { type CSSProperties, useRef } from "react";
import type { MediaState } from "../session/media-state.ts";
import { calledBy, chargeOf, circleOf, nameOf } from "../session/view-model.ts";
import { useBox } from "../ui/use-box.ts";
import { words } from "../words/words.ts";
import { type Options, ROUNDNESS, circleLayout, formOf } from "./layout.ts";
import { Middle, type MiddleWords } from "./Middle.tsx";
import { outline } from "./oval.ts";
import { Seat } from "./Seat.tsx";
import type { Level } from "./use-level.ts";
import { useSelfView } from "./use-self-view.ts";
import "./circle.css";

const NARROW_PX = 560;
/** A gap smaller than this, in letters, cannot hold its words. */
const ROOM_FOR_NAME = 2.6;
/** From outside, as far as there is room for it. */
const AWAY = { wide: 0.88, tall: 0.94 } as const;

type Props = { snapshot: RoomSnapshot; media: MediaState; levelOf: Level; says: MiddleWords };

function at(x: number, y: number, width: number, height: number): CSSProperties {
  return { left: x - width / 2, top: y - height / 2, width, height };
}

export function Circle({ snapshot, media, levelOf, says }: Props) {
  const element = useRef<HTMLElement>(null);
  const box = useBox(element);
  const selfView = useSelfView();
  const { you } = snapshot;
  const seats = circleOf(snapshot);
  const form = formOf(box);
  const options: Options = {
    form,
    rem: box.rem,
    nearness: you.sittingBack ? AWAY[form] : 1,
    hide: you.sittingBack ? you.id : null,
  };
  const layout = circleLayout(seats, box, options);
  const narrow = box.width < NARROW_PX * (box.rem / 16);
  const called = calledBy(snapshot);
  const faces = new Map(layout.faces.map((face) => [face.person, face]));
  const { rug, gap } = layout;
  const back = seats.find((seat) => seat.place === "back");
  const backName = back === undefined ? null : nameOf(snapshot, back.person);
  return (
    <section
      className="circle"
      ref={element}
      aria-label={words.circle.label}
      data-narrow={narrow}
      data-form={layout.form}
      data-at-once={box.atOnce}
      data-box={`${box.width} ${box.height}`}
    >
      {box.width > 0 && (
        <>
          {layout.form !== "list" && (
            <svg
              className="rug"
              aria-hidden="true"
              viewBox="-1 -1 2 2"
              preserveAspectRatio="none"
              style={at(rug.x, rug.y, rug.rx * 2, rug.ry * 2)}
            >
              <path d={outline(ROUNDNESS[layout.form])} vectorEffect="non-scaling-stroke" />
            </svg>
          )}
          <Middle says={says} at={layout.centre} rem={box.rem} />
          {gap !== null && (
            <div className="gap" style={at(gap.x, gap.y, gap.d, gap.d)}>
              <span className={you.sittingBack && gap.d >= ROOM_FOR_NAME * box.rem ? "gap-name" : "unseen"}>
                {you.sittingBack ? words.circle.yourChair : words.circle.gapOf(backName ?? "")}
              </span>
            </div>
          )}
          <ol className="seats">
            {seats.map((seat) => {
              const face = faces.get(seat.person);
              return face === undefined ? null : (
                <Seat
                  key={seat.person}
                  seat={seat}
                  face={face}
                  rem={box.rem}
                  called={called.get(seat.person) ?? { short: seat.name, whole: seat.name }}
                  charge={chargeOf(snapshot, seat.person)}
                  own={seat.person === you.id ? selfView : null}
                  speaking={seat.maySpeak && media.speaking.has(seat.person)}
                  unheard={seat.person !== you.id && media.health.get(seat.person) === "lost"}
                  levelOf={levelOf}
                  narrow={narrow}
                  resting={seat.mayShow && media.resting.has(seat.person)}
                  picture={seat.mayShow ? media.pictures.get(seat.person) : undefined}
                />
              );
            })}
          </ol>
        </>
      )}
    </section>
  );
}
