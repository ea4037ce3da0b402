/** The form that makes a meeting. */
import type { SessionLinks } from "@balint/shared/rest";
import { FrameName } from "@balint/shared/session/model";
import { OF_MEETING } from "@balint/shared/session/name";
import { type FormEvent, useState } from "react";
import { type Failure, rest } from "../session/rest.ts";
import { NameField, nameIn } from "../ui/NameField.tsx";
import { words } from "../words/words.ts";

const LEADERS = [1, 2] as const;

export function NewMeeting({ secret, onMade }: { secret: string; onMade: (made: SessionLinks) => void }) {
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const [frame, setFrame] = useState<FrameName>("ninety");
  const [leaderCount, setLeaderCount] = useState<1 | 2>(2);
  const [problem, setProblem] = useState<Failure["error"] | null>(null);

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    const called = nameIn(event.currentTarget, name, OF_MEETING);
    if (called === null) return;
    const reply = await rest.createSession(secret, { name: called, frame, leaderCount });
    setProblem(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    setName("");
    setTried(false);
    onMade(reply.value);
  }

  return (
    <form className="panel stack" aria-label={words.organise.make} onSubmit={(event) => void make(event)}>
      <h2>{words.organise.make}</h2>
      <NameField
        label={words.organise.name}
        rule={OF_MEETING}
        value={name}
        tried={tried}
        autoComplete="off"
        onChange={setName}
      />
      <div className="choices">
        <fieldset>
          <legend>{words.organise.frame}</legend>
          {FrameName.options.map((option) => (
            <label key={option} className="choice">
              <input type="radio" name="frame" checked={frame === option} onChange={() => setFrame(option)} />
              {words.frame[option]}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>{words.organise.leaders}</legend>
          {LEADERS.map((count) => (
            <label key={count} className="choice">
              <input
                type="radio"
                name="leaders"
                checked={leaderCount === count}
                onChange={() => setLeaderCount(count)}
              />
              {count === 1 ? words.organise.one : words.organise.two}
            </label>
          ))}
        </fieldset>
      </div>
      {problem !== null && (
        <p role="alert" className="problem">
          {words.failed[problem]}
        </p>
      )}
      <button type="submit" className="button" data-look="step">
        {words.organise.create}
      </button>
    </form>
  );
}
