// Which texts are in the lexicon's language.
#include <gtest/gtest.h>

#include "read/read.hpp"

namespace dedere::read {
namespace {

TEST(Language, TextsOfOtherLanguagesAreNotRead) {
  const auto lexicon = Lexicon::load(DEDERE_ROOT "/lexicon/en");
  ASSERT_TRUE(lexicon);
  const Reader reader(*lexicon, {});
  const struct { const char* text; bool english; } rows[] = {
      {"The president of Kenya said on Monday that he would travel to Chad for a summit of heads of state, and that the court had no say in it.", true},
      {"Putin arrives in Mongolia", true},
      {"Putin Mongolia visit", true},
      {"Human Rights Watch urged Tajikistan to arrest Vladimir Putin. Kazakhstan should arrest the Russian president, another group said.", true},
      {"Le président russe Vladimir Poutine est arrivé lundi soir en Mongolie, pays membre de la Cour pénale internationale, qui a émis contre lui un mandat d'arrêt en mars 2023.", false},
      {"El presidente ruso, Vladimir Putin, llegó este lunes a Mongolia, país miembro de la Corte Penal Internacional, que emitió una orden de arresto contra él en marzo de 2023.", false},
      {"Der russische Präsident Wladimir Putin ist am Montag in der Mongolei eingetroffen, einem Mitgliedstaat des Internationalen Strafgerichtshofs, der einen Haftbefehl gegen ihn erlassen hat.", false},
      {"De Russische president Vladimir Poetin is maandag aangekomen in Mongolië, dat lid is van het Internationaal Strafhof, dat in maart 2023 een arrestatiebevel tegen hem uitvaardigde.", false},
      {"Президент России Владимир Путин прибыл в понедельник в Монголию, которая входит в Международный уголовный суд.", false},
      {"Путин прибыл в Монголию", false},
      {"وصل الرئيس الروسي فلاديمير بوتين إلى منغوليا يوم الاثنين وهي عضو في المحكمة الجنائية الدولية التي أصدرت مذكرة توقيف بحقه", false},
      {"", true},
  };
  for (const auto& row : rows) EXPECT_EQ(reader.speaks(row.text), row.english) << row.text;
}

}  // namespace
}  // namespace dedere::read
