// The casebook: decisions and journeys that happened, what was held, and whether the program's own answer agrees.
import { useApi } from "../api";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { filtered } from "../components/table";
import { Markdown } from "../law/markdown";
import { type Case, type Casebook, short } from "../law/types";
import { useNames } from "../record/names";
import { go, link, useAddress } from "../router";
import { t } from "../strings";
import { Day } from "../components/day";
import "../law/law.css";

export default function CasebookPage() {
  const { more } = useAddress();
  const answer = useApi<Casebook>("/api/casebook");
  const names = useNames();
  if (answer.problem) return <Page title={t.casebook.title}><Problem problem={answer.problem} /></Page>;
  const book = answer.data;
  if (!book || !names.ready) return <Page title={t.casebook.title} lede={t.casebook.lede}><Waiting /></Page>;
  const words = more["search"] ?? "";
  const cases = filtered(book.cases, [
    { key: "", title: "", text: (c) => [c.title, c.text, c.state && names.state(c.state), c.person && names.person(c.person), ...c.expectations.map((e) => e.text)].join("\n") },
  ], words);
  const decisions = cases.filter((c) => c.finding !== null).sort((a, b) => (a.decided ?? "").localeCompare(b.decided ?? ""));
  const situations = cases.filter((c) => c.finding === null);
  return (
    <Page title={t.casebook.title} lede={t.casebook.lede}>
      <p class="agreement"><strong class="nums">{t.casebook.sum(book.agree, book.expectations)}</strong> <span class="soft">{t.casebook.cases(book.cases.filter((c) => c.agrees).length, book.cases.length)}</span></p>
      <div class="field filter no-print">
        <label for="case-search">{t.law.search}</label>
        <input id="case-search" type="search" value={words} onInput={(e) => go({ more: { ...more, search: e.currentTarget.value } }, "replace")} />
      </div>
      <section><h2>{t.casebook.decisions}</h2>{decisions.map((c) => <One key={c.file} of={c} names={names} />)}</section>
      <section><h2>{t.casebook.situations}</h2>{situations.map((c) => <One key={c.file} of={c} names={names} />)}</section>
    </Page>
  );
}

function One({ of, names }: { of: Case; names: ReturnType<typeof useNames> }) {
  const met = of.expectations.filter((e) => e.met).length;
  return (
    <article class="case" id={short(of.file)}>
      <h3><a href={link({ path: `/law/${short(of.file)}` })}>{of.title}</a></h3>
      <p class="soft small">
        {of.decided && <><Day iso={of.decided} /> · </>}
        {of.state && <><a href={link({ path: `/state/${of.state}` })}>{names.state(of.state)}</a> · </>}
        {of.person && <><a href={link({ path: `/person/${of.person}` })}>{names.person(of.person)}</a> · </>}
        {of.finding && <><a href={link({ path: `/decision/${of.finding}` })}>{t.casebook.decision}</a> · </>}
        <span class={of.agrees ? "agrees" : "differs"}>{of.agrees ? t.casebook.agrees(met) : t.casebook.differs(met, of.expectations.length)}</span>
      </p>
      <details>
        <summary>{t.casebook.open}</summary>
        <Markdown text={of.text} file={short(of.file)} />
        {(of.facts?.length ?? 0) > 0 && <><p class="label">{t.casebook.facts}</p><ul class="plain expectations">{of.facts!.map((f) => <li key={f.line}><code>{f.text}</code></li>)}</ul></>}
        <p class="label">{t.casebook.expected}</p>
        <ul class="plain expectations">
          {of.expectations.map((e) => <li key={e.line} class={e.met ? "agrees" : "differs"}><span aria-hidden="true">{e.met ? "✓" : "✗"}</span> <span class="visually-hidden">{e.met ? t.casebook.met : t.casebook.notMet}</span><code>{e.text}</code></li>)}
        </ul>
      </details>
    </article>
  );
}
