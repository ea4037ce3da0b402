/** What each person may change of sound and picture on this device, one line each: all of it optional, none of it urgent. */
import { type ReactNode, useId } from "react";
import type { Devices } from "../session/live.ts";
import type { Extra, MediaState } from "../session/media-state.ts";
import { DialogCard } from "../ui/Confirm.tsx";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { words } from "../words/words.ts";

type ChoiceProps = { label: string; checked: boolean; onChange: (checked: boolean) => void; children?: ReactNode };

function Choice({ label, checked, onChange, children }: ChoiceProps) {
  const note = useId();
  return (
    <div className="setting">
      <label className="choice">
        <input
          type="checkbox"
          checked={checked}
          aria-describedby={note}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      <p className="soft" id={note}>
        {children}
      </p>
    </div>
  );
}

const isOn = (extra: Extra) => extra === "on" || extra === "starting";

type Props = { media: MediaState; devices: Devices; onClose: () => void };

export function SoundAndPicture({ media, devices, onClose }: Props) {
  const say = words.soundAndPicture;
  return (
    <DialogCard title={say.title} onClose={onClose}>
      <Choice label={say.soundOnly} checked={media.soundOnly} onChange={devices.soundOnly}>
        {media.soundOnly ? say.soundOnlyNote : say.incoming[media.incoming]}
      </Choice>
      <Choice label={say.blur} checked={isOn(media.blur)} onChange={devices.blur}>
        {say.extra[media.blur] ?? say.blurNote}
      </Choice>
      <Choice label={say.clearVoice} checked={isOn(media.clearVoice)} onChange={devices.clearVoice}>
        {say.extra[media.clearVoice] ?? say.clearVoiceNote}
      </Choice>
      {/* Where the window is too low for the row in which it stands otherwise. */}
      <div className="only-low">
        <LanguageChoice />
      </div>
      <button type="button" className="button" onClick={onClose}>
        {words.done}
      </button>
    </DialogCard>
  );
}
