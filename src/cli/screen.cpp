// dedere screen FILE: a file of names against the wanted persons, or any list.
#include <fmt/core.h>
#include <nettle/sha2.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "brief/duty.hpp"
#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/load.hpp"
#include "names/list_file.hpp"
#include "names/of_record.hpp"
#include "names/register.hpp"
#include "names/screening.hpp"
#include "record/csv.hpp"

namespace dedere::cli {
namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::system_clock;

constexpr std::size_t largest_list = std::size_t{1} << 30U;
constexpr std::size_t block = std::size_t{1} << 21U;
constexpr std::size_t most_faults_shown = 20;

struct Close { void operator()(std::FILE* file) const { if (file && file != stdin && file != stdout) std::fclose(file); } };
using File = std::unique_ptr<std::FILE, Close>;

std::string stamp(Clock::time_point at) {
  const auto seconds = Clock::to_time_t(at);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

std::string digest_of(const std::vector<std::string>& texts) {
  sha256_ctx hash;
  sha256_init(&hash);
  for (const auto& text : texts) sha256_update(&hash, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> bytes{};
  sha256_digest(&hash, bytes.size(), bytes.data());
  std::string out = "sha256:";
  for (const auto byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

// Against whom is screened, and how a report names that.
struct Against {
  std::vector<names::Listed> persons;
  std::vector<std::string> files;
  std::string form, digest;
  std::uint64_t rows = 0, others = 0, faulty = 0;
  std::vector<Diagnostic> faults;
};

std::uint64_t changes(const std::string& path) {
  std::error_code error;
  const auto when = std::filesystem::last_write_time(path, error);
  return static_cast<std::uint64_t>(when.time_since_epoch().count()) ^ static_cast<std::uint64_t>(std::filesystem::file_size(path, error));
}

Result<Against> lists(const std::vector<std::string>& files, const names::ColumnNames& columns) {
  Against against{.persons = {}, .files = files, .form = {}, .digest = {}, .faults = {}};
  names::ListFile list;
  std::vector<std::string> texts;
  for (const auto& file : files) {
    const auto before = changes(file);
    texts.push_back(TRY(read_file(file, largest_list)));
    if (changes(file) != before) return Failure(fault("N009", fmt::format("`{}` changed while it was read", file), "run the command again, on a copy of the list"));
    TRY(names::read_list(file, texts.back(), columns, list));
  }
  against.persons = std::move(list.persons);
  against.form = list.form;
  against.digest = digest_of(texts);
  against.rows = list.rows;
  against.others = list.others;
  against.faulty = list.faulty;
  against.faults = std::move(list.faults);
  return against;
}

Against record_as_list(const Options& options, const record::Package& package) {
  Against against{.persons = names::of_record(package.as_known(options.as_known)), .files = options.record, .form = "record", .digest = package.digest(), .faults = {}};
  against.rows = against.persons.size();
  return against;
}

Result<std::vector<std::pair<names::Column, std::string>>> columns_named(const std::vector<std::string>& written) {
  std::vector<std::pair<names::Column, std::string>> out;
  const std::pair<std::string_view, names::Column> known[] = {{"id", names::Column::id}, {"name", names::Column::name}, {"surname", names::Column::surname}, {"given", names::Column::given},
      {"birth", names::Column::birth}, {"nationality", names::Column::nationality}, {"sex", names::Column::sex}, {"alias", names::Column::alias}};
  for (const auto& one : written) {
    const auto equals = one.find('=');
    const auto* found = std::ranges::find(known, std::string_view(one).substr(0, equals), &std::pair<std::string_view, names::Column>::first);
    if (equals == one.npos || found == std::end(known)) return Failure(fault("N004", fmt::format("`--columns {}` names no column", one), "write `--columns KIND=COLUMN`, where KIND is id, name, surname, given, birth, nationality, sex or alias"));
    out.emplace_back(found->second, one.substr(equals + 1));
  }
  return out;
}

// The duty of one state on one day, for each person who is hit; asked once a person.
class Duties {
 public:
  static Result<std::unique_ptr<Duties>> open(const Options& options, House house, const ScreenOptions& command) {
    auto duties = std::unique_ptr<Duties>(new Duties(std::move(house)));
    duties->day_ = TRY(parse_day(command.on, "--on"));
    duties->state_ = TRY(names::Register::of_states(duties->house_.package).one(command.at)).id;
    duties->now_.emplace(TRY(known(duties->house_, options, options.as_known)));
    TRY(in_record(duties->house_, *duties->now_, duties->day_));
    return duties;
  }
  const std::string& verdict(const std::string& person) {
    const auto [found, made] = verdicts_.try_emplace(person);
    if (made) found->second = brief::name(brief::duty(setting(house_, *now_), {person, state_, day_, day_}).verdict);
    return found->second;
  }
  [[nodiscard]] const std::string& state() const { return state_; }
  [[nodiscard]] std::string day() const { return day_.iso(); }

 private:
  explicit Duties(House house) : house_(std::move(house)) {}
  House house_;
  std::optional<Known> now_;
  std::string state_;
  time::Date day_ = time::Date::of(2002, 7, 1);
  std::map<std::string, std::string> verdicts_;
};

std::string reasons(const names::Hit& hit) {
  std::string out;
  for (const auto& term : hit.terms) {
    if (!out.empty()) out += "; ";
    out += names::name(term.how);
    if (!term.asked.empty()) out += " " + term.asked;
    if (!term.asked.empty() && !term.listed.empty()) out += " =";
    if (!term.listed.empty()) out += " " + term.listed;
    out += fmt::format(" {:+.2f}", term.bits);
  }
  return out;
}

Json to_json(const names::Index& index, const names::Hit& hit) {
  auto terms = Json::array();
  for (const auto& term : hit.terms) terms.push_back({{"how", names::name(term.how)}, {"asked", term.asked}, {"listed", term.listed}, {"bits", term.bits}});
  const auto& listed = index.listed()[hit.entry];
  return {{"entry", listed.id}, {"name", listed.caption}, {"matched", index.written(hit.name)}, {"score", hit.score}, {"band", names::name(hit.band)}, {"terms", std::move(terms)}};
}

std::string line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

// Writes hits as they come.
class Writer {
 public:
  Writer(const names::Index& index, bool json, Duties* duties) : index_(index), json_(json), duties_(duties) {
    if (!json_) put({"line", "id", "name", "entry", "entry_name", "matched", "score", "band", "reasons", "verdict"});
  }
  void write(const names::Screened& row) {
    for (const auto& hit : row.hits) {
      const auto& listed = index_.listed()[hit.entry];
      if (json_) {
        Json out{{"schema", "dedere/hit/1"}, {"line", row.line}, {"id", row.row.id}, {"asked", row.row.name}};
        out.update(to_json(index_, hit));
        if (duties_) out["duty"] = {{"state", duties_->state()}, {"on", duties_->day()}, {"verdict", duties_->verdict(listed.id)}};
        put(line(out));
      } else {
        put({std::to_string(row.line), row.row.id, row.row.name, listed.id, listed.caption, std::string(index_.written(hit.name)), fmt::format("{:.2f}", hit.score), names::name(hit.band), reasons(hit),
             duties_ ? duties_->verdict(listed.id) : ""});
      }
    }
  }

 private:
  static void put(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }
  static void put(const std::vector<std::string>& cells) {
    const std::vector<std::string_view> views(cells.begin(), cells.end());
    put(record::csv_row(views));
  }
  const names::Index& index_;
  bool json_;
  Duties* duties_;
};

Json report(const ScreenOptions& command, const Against& against, const names::Index& index, const names::Limits& limits, const names::Layout& how, const names::Counts& counts, const Duties* duties, Clock::time_point begun, bool stopped) {
  auto faults = Json::object();
  for (const auto& [code, count] : counts.faults) faults[code] = count;
  Json out{{"schema", "dedere/screening/1"}, {"begun", stamp(begun)}, {"ended", stamp(Clock::now())}, {"complete", !stopped}, {"program", "dedere " DEDERE_VERSION},
           {"list", {{"files", against.files}, {"form", against.form}, {"digest", against.digest}, {"persons", index.listed().size()}, {"names", index.names()}, {"not_persons", against.others}, {"faulty_rows", against.faulty}}},
           {"input", {{"file", command.file}, {"form", names::name(how.form)}, {"rows", counts.rows}, {"screened", counts.screened}, {"faults", faults}}},
           {"thresholds", {{"least", limits.least}, {"match", index.lexicon().weights().match}, {"name_alone", limits.name_alone}, {"most", limits.most}}},
           {"found", {{"rows_with_hits", counts.with_hits}, {"hits", counts.hits}, {"matches", counts.matches}, {"reviews", counts.hits - counts.matches}}}};
  if (duties) out["duty"] = {{"state", duties->state()}, {"on", duties->day()}};
  return out;
}

void show_row_fault(const std::string& file, const names::Screened& row, bool strict) {
  auto shown = fault(row.fault->code, row.fault->message, row.hits.empty() && std::string_view(row.fault->code) != "N007" ? "correct the row; the others are screened" : "put one name in one field",
                     {.file = file == "-" ? "standard input" : file, .line = static_cast<int>(std::min<std::uint64_t>(row.line, 1U << 30U))});
  if (!strict) shown.severity = Severity::warning;
  fmt::print(stderr, "{}\n", show(shown));
}

}  // namespace

Result<int> screen(const Options& options, const ScreenOptions& command) {
  const auto begun = Clock::now();
  const bool with_duty = !command.at.empty() || !command.on.empty();
  if (command.at.empty() != command.on.empty()) return Failure(fault("A007", "`--at` and `--on` stand together", "write `--at STATE --on DATE`, or neither"));
  if (with_duty && !command.lists.empty()) return Failure(fault("A007", "`--at` stands beside `--list`", "a duty is known only of the persons of the record; leave `--list` out"));
  const auto folder = (home() / "lexicon" / "names").string();
  const auto files = names::lexicon_on_disk(folder);
  const auto lexicon = std::make_shared<const names::Lexicon>(TRY(names::Lexicon::load(files)));
  const auto columns = names::read_columns(TRY(files("columns.tsv")));
  const auto asked = TRY(columns_named(command.columns));

  std::unique_ptr<Duties> duties;
  Against against;
  if (!command.lists.empty()) {
    against = TRY(lists(command.lists, columns));
  } else if (with_duty) {
    auto house = TRY(load(options));
    against = record_as_list(options, house.package);
    duties = TRY(Duties::open(options, std::move(house), command));
  } else {
    against = record_as_list(options, TRY(record::load(options.record)));
  }
  for (const auto& wrong : against.faults) fmt::print(stderr, "{}\n", show(wrong));
  if (command.strict && !against.faults.empty()) return 2;
  const names::Index index(lexicon, std::move(against.persons));

  const File input(command.file == "-" ? stdin : std::fopen(command.file.c_str(), "rb"));
  std::error_code error;
  if (!input || std::filesystem::is_directory(command.file, error)) return Failure(fault("A001", fmt::format("`{}` cannot be read", command.file), "name a file of names, or `-` for standard input"));
  std::string buffer(block, '\0');
  const auto read = [&] { return std::string_view(buffer.data(), std::fread(buffer.data(), 1, buffer.size(), input.get())); };
  auto bytes = read();
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return Failure(fault("N006", fmt::format("`{}` is UTF-16", command.file), "save it as UTF-8"));
  const auto how = TRY(names::layout(bytes.substr(0, 1U << 16U), columns, asked));

  names::Limits limits{.least = command.least > 0 ? command.least : static_cast<double>(lexicon->weights().review), .most = static_cast<std::size_t>(std::max(command.most, 1)), .name_alone = command.name_alone};
  names::Screening screening(index, columns, how, limits, command.threads > 0 ? static_cast<unsigned>(command.threads) : std::max(1U, std::thread::hardware_concurrency()));
  Writer writer(index, options.format == Format::json, duties.get());
  std::size_t faults_shown = 0;
  const auto take = [&](const names::Screened& row) {
    if (row.fault && faults_shown++ < most_faults_shown) show_row_fault(command.file, row, command.strict);
    if (row.fault && command.strict) return false;
    writer.write(row);
    return true;
  };
  const bool progress = isatty(STDERR_FILENO);
  bool stopped = false;
  for (auto last_shown = begun; !stopped;) {
    const bool last = bytes.size() < block;   // fread gives less only at the end
    stopped = !screening.feed(bytes, last, take);
    if (const auto now = Clock::now(); progress && now - last_shown > std::chrono::seconds(1)) {
      last_shown = now;
      fmt::print(stderr, "\r{} rows, {} hits ", screening.counts().rows, screening.counts().hits);
    }
    if (last) break;
    bytes = read();
  }
  const auto& counts = screening.counts();
  if (progress) fmt::print(stderr, "\r");
  if (faults_shown > most_faults_shown) fmt::print(stderr, "and {} rows more with faults\n", faults_shown - most_faults_shown);
  fmt::print(stderr, "{} rows, {} screened against {} persons ({} names, {}): {} hits in {} rows, {} of them matches\n", counts.rows, counts.screened, index.listed().size(), index.names(), against.digest.substr(0, 19), counts.hits,
             counts.with_hits, counts.matches);
  if (!command.report.empty()) {
    const File out(command.report == "-" ? stdout : std::fopen(command.report.c_str(), "wb"));
    const auto text = report(command, against, index, limits, how, counts, duties.get(), begun, stopped).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    if (!out || std::fwrite(text.data(), 1, text.size(), out.get()) != text.size()) return Failure(fault("A001", fmt::format("`{}` cannot be written", command.report), "name a file in a folder that exists"));
  }
  if (std::ferror(input.get())) return Failure(fault("A001", fmt::format("`{}` cannot be read to its end", command.file), "check the disk; what was read is screened"));
  return stopped ? 2 : 0;
}

}  // namespace dedere::cli
