// Every document that the record rests on.
import { useApi } from "../api";
import { Page } from "../components/page";
import { Problem } from "../components/problem";
import { Waiting } from "../components/waiting";
import { Table } from "../components/table";
import { day as in_words } from "../format";
import { words_of } from "../record/words";
import { link } from "../router";
import { t } from "../strings";
import type { Source } from "../types";

export default function SourcesPage() {
  const answer = useApi<{ sources: Source[] }>("/api/sources");
  return (
    <Page title={t.document.list} lede={t.document.listLede}>
      {answer.problem ? <Problem problem={answer.problem} /> : !answer.data ? <Waiting /> : (
        <Table name="sources" caption={t.document.list} rows={answer.data.sources} id={(s) => s.id} columns={[
          { key: "title", title: t.record.what, text: (s) => s.title ?? s.id, cell: (s) => <a href={link({ path: `/source/${s.id}` })}>{s.title ?? s.id}</a> },
          { key: "publisher", title: t.document.publisher, text: (s) => s.publisher ?? "" },
          { key: "kind", title: t.document.kind, text: (s) => (s.kind ? words_of(t.document.kinds, s.kind) : "") },
          { key: "date", title: t.document.date, text: (s) => s.date ?? "", cell: (s) => (s.date ? in_words(s.date) : "") },
        ]} />
      )}
    </Page>
  );
}
