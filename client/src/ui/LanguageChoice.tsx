/** Which language this page speaks, chosen at any time; nothing that was written or chosen before is lost by it. */
import { useSyncExternalStore } from "react";
import { LANGUAGES, type Language, choose, language, onLanguage, words } from "../words/words.ts";

/** Draws anew whatever uses it when another language is spoken. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, language);
}

export function LanguageChoice() {
  const spoken = useLanguage();
  return (
    <label className="language">
      <span className="unseen">{words.language}</span>
      <select value={spoken} onChange={(event) => void choose(event.target.value as Language)}>
        {Object.entries(LANGUAGES).map(([code, { name }]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
