/** Where a ring is full: the chairs to which nobody has come back, and the act that frees them. For leaders only. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import type { Dispatch } from "../session/live.ts";
import { emptyChairs } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { DOUBLE_CLICK_MS, useSteady } from "./use-steady.ts";
import { useNow } from "./use-now.ts";

type Props = { snapshot: RoomSnapshot; clockAhead: number; dispatch: Dispatch };
type RingProps = ReturnType<typeof emptyChairs>[number] & { dispatch: Dispatch };

function Ring({ outer, chairs, dispatch }: RingProps) {
  const shown = chairs.map(({ person, since }) => ({ person, since }));
  const steady = useSteady(JSON.stringify(shown), DOUBLE_CLICK_MS);
  return (
    <div className="need empty-chairs" data-need="emptyChairs">
      <p>
        <strong>{words.console.full(outer)}</strong>{" "}
        <span>{words.console.emptyChairs(chairs.map(({ name }) => name))}</span>
      </p>
      <button
        type="button"
        className="button"
        data-look="small"
        title={words.console.freeChairHint}
        aria-disabled={!steady}
        onClick={() => steady && void dispatch({ kind: "chairs.free", shown })}
      >
        {words.console.freeChairs(chairs.length)}
      </button>
    </div>
  );
}

export function EmptyChairs({ snapshot, clockAhead, dispatch }: Props) {
  const now = useNow(clockAhead);
  return emptyChairs(snapshot, now).map((ring) => <Ring key={String(ring.outer)} {...ring} dispatch={dispatch} />);
}
