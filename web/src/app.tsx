// The frame and the view in it.
import { useEffect, useState } from "preact/hooks";
import { Page } from "./components/page";
import { Problem as Why, useApi } from "./api";
import { Problem } from "./components/problem";
import { format } from "./address";
import { day } from "./format";
import { link, match, useAddress } from "./router";
import { type Route, type View, routes, views } from "./routes";
import { t } from "./strings";

export interface About { version?: string; law?: string; record?: string; until?: string }

const loaded = new Map<string, View>(); // by pattern

export function App() {
  const address = useAddress();
  const route = routes.find((r) => match(r.at, address.path));
  const View = useView(route);
  useEffect(() => { document.documentElement.classList.toggle("embedded", address.embed); }, [address.embed]);
  return (
    <>
      <a class="skip" href="#content">{t.skip}</a>
      {!address.embed && <Masthead path={address.path} />}
      {View === "failed" ? <Page title={t.problem.failed}><Problem problem={new Why(0, t.problem.unreachable, t.problem.unreachableHelp)} /></Page>
        : !route ? <NotFound />
        : View === null ? <main id="content" aria-busy="true" />
        : <View params={match(route.at, address.path)!} />}
      <Colophon whole={address.embed ? format({ ...address, embed: false }) : null} />
    </>
  );
}

// The view of a route; null while it is fetched. Two routes with one view share it: it stays, and what is typed in it, when the address goes from one to the other.
function useView(route: Route | undefined): View | null | "failed" {
  const [, again] = useState(0);
  const [failed, fail] = useState(false);
  const at = route?.at;
  useEffect(() => {
    if (!route || "view" in route || loaded.has(route.at)) return;
    fail(false);
    route.load().then((m) => { loaded.set(route.at, m.default); again((n) => n + 1); }, () => fail(true));
  }, [at]);
  if (!route) return null;
  return "view" in route ? route.view : (loaded.get(route.at) ?? (failed ? "failed" : null));
}

function Masthead({ path }: { path: string }) {
  return (
    <header class="masthead">
      <a class="name" href="/">{t.name}</a>
      <nav aria-label={t.nav.label}>
        <ul>{views.map((v) => <li key={v.path}><a href={link({ path: v.path })} aria-current={(v.of ?? new RegExp(`^${v.path}(/|$)`)).test(path) ? "page" : undefined}>{v.name}</a></li>)}</ul>
      </nav>
    </header>
  );
}

function Colophon({ whole }: { whole: string | null }) {
  const about = useApi<About>("/api/about").data;
  return (
    <footer class="colophon">
      <p>{t.colophon.caution}</p>
      <p>{about?.law && about.record ? <code>{t.colophon.basis(short(about.law), short(about.record))}</code> : " "} {about?.until && t.colophon.until(day(about.until))}</p>
      {whole && <p class="no-print"><a href={whole} target="_blank" rel="noopener">{t.colophon.whole}</a></p>}
    </footer>
  );
}

// The first digits of a digest: enough to see that two are not the same.
const short = (digest: string): string => digest.replace(/^sha256:/, "").slice(0, 12);

function NotFound() {
  return <Page title={t.notFound.title}><p>{t.notFound.text} <a href="/">{t.notFound.back}</a></p></Page>;
}
