/** The picture of the circle: rug, chairs in everybody's same order, words in the middle. Asks `layout.ts` where. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import type { CSSProperties } from "react";
import type { MediaState } from "../session/media-state.ts";
import { chargeOf, circleOf, nameOf, shortNames } from "../session/view-model.ts";
import { useBox } from "../ui/use-box.ts";
import { words } from "../words/words.ts";
import { type Options, circleLayout } from "./layout.ts";
import { Seat } from "./Seat.tsx";
import "./circle.css";

const NARROW_PX = 560;
const STRIP_PX = 76;

type Props = { snapshot: RoomSnapshot; media: MediaState; title: string; line: string };

function optionsFor(width: number, snapshot: RoomSnapshot): Options {
  const narrow = width < NARROW_PX;
  const away = snapshot.you.sittingBack;
  return {
    labelHeight: narrow ? 34 : 42,
    labelWidth: narrow ? 76 : 128,
    strip: narrow ? STRIP_PX : 0,
    // From outside, as far as there is room for it.
    nearness: away ? (narrow ? 0.95 : 0.86) : 1,
    hide: away ? snapshot.you.id : null,
  };
}

export function Circle({ snapshot, media, title, line }: Props) {
  const [follow, box] = useBox();
  const narrow = box.width < NARROW_PX;
  const seats = circleOf(snapshot);
  const { sittingBack } = snapshot.you;
  const layout = circleLayout(seats, box, optionsFor(box.width, snapshot));
  const names = shortNames(seats.map((seat) => seat.name));
  const shownFor = new Map(seats.map((seat, index) => [seat.person, narrow ? (names[index] ?? seat.name) : seat.name]));
  const faces = new Map(layout.faces.map((face) => [face.person, face]));
  const { rug, centre, gap } = layout;
  const back = seats.find((seat) => seat.place === "back");
  const backName = back === undefined ? null : nameOf(snapshot, back.person);
  const at = (x: number, y: number, w: number, h: number): CSSProperties => ({
    left: x - w / 2,
    top: y - h / 2,
    width: w,
    height: h,
  });
  return (
    <section className="circle" ref={follow} aria-label={words.circle.label} data-narrow={narrow}>
      {box.width > 0 && (
        <>
          <div className="rug" aria-hidden="true" style={at(rug.x, rug.y, rug.rx * 2, rug.ry * 2)} />
          <div className="centre" style={{ left: centre.x, top: centre.y, width: centre.width }}>
            <h1>{title}</h1>
            <p>{line}</p>
          </div>
          {gap !== null && (
            <div className="gap" style={at(gap.x, gap.y, gap.d, gap.d)}>
              <span className={sittingBack ? "gap-name" : "unseen"}>
                {sittingBack ? words.circle.yourChair : words.circle.gapOf(backName ?? "")}
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
                  charge={chargeOf(snapshot, seat.person)}
                  shown={shownFor.get(seat.person) ?? seat.name}
                  isYou={seat.person === snapshot.you.id}
                  speaking={seat.maySpeak && media.speaking.has(seat.person)}
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
