/** Instead of the door, in a browser that is somebody else in this meeting already: back there, or in as well. */
import { Notice } from "../ui/Notice.tsx";
import { words } from "../words/words.ts";

type Props = { link: "leader" | "guest"; name: string; onBack: () => void; onAsWell: () => void };

export function AlreadyIn({ link, name, onBack, onAsWell }: Props) {
  const say = words.alreadyIn;
  return (
    <Notice screen="alreadyIn" title={say.title(name)} line={say.line[link]}>
      <button type="button" className="button" data-look="step" onClick={onBack}>
        {say.back}
      </button>
      <button type="button" className="button" onClick={onAsWell}>
        {say.asWell[link]}
      </button>
    </Notice>
  );
}
