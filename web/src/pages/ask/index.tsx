// Ask: person, state, day; the answer, its argument, and the switches that change it.
import { Page } from "../../components/page";
import { t } from "../../strings";

export default function Ask() {
  return <Page title={t.nav.ask}> </Page>;
}
