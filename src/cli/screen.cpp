// dedere screen FILE: a file of names against the wanted persons, or any list.
#include <fmt/core.h>
#include <nettle/sha2.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "brief/duty.hpp"
#include "cli/command.hpp"
#include "cli/files.hpp"
#include "cli/hits.hpp"
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
constexpr std::size_t most_beside = 2'000;   // changed persons; with more, the list is built anew in the background

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

// A list file that changed during the run, and was read again.
struct Change {
  Clock::time_point seen;
  std::string digest;
  std::size_t put = 0, gone = 0;
};

// Reads the list's files again when they change, and changes the list by what is other than it was. A version that cannot be read is passed over, with its
// diagnostic: the list stays as it is.
class Watch {
 public:
  Watch(const std::vector<std::string>& files, const names::ColumnNames& columns, names::LiveList& list) : files_(files), columns_(columns), list_(list), seen_(all_changes()), thread_([this](const std::stop_token& stop) { run(stop); }) {}
  // Ends the watching.
  [[nodiscard]] std::vector<Change> changes() {
    thread_.request_stop();
    thread_.join();
    return std::move(changes_);
  }

 private:
  std::vector<std::uint64_t> all_changes() const {
    std::vector<std::uint64_t> all;
    for (const auto& file : files_) all.push_back(cli::changes(file));
    return all;
  }
  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      list_.release();
      if (auto now = all_changes(); now != seen_ && read()) seen_ = std::move(now);
    }
  }
  bool read() {
    auto fresh = lists(files_, columns_);
    if (!fresh) {
      const auto& faults = fresh.error().diagnostics();
      if (std::string_view(faults[0].code) == "N009") return false;   // still being written
      for (const auto& one : faults) fmt::print(stderr, "{}\n", show(one));
      return true;
    }
    auto [put, gone] = list_.difference(std::move(fresh->persons));
    changes_.push_back({Clock::now(), fresh->digest, put.size(), gone.size()});
    fmt::print(stderr, "the list changed: {} persons new or other, {} gone, {}\n", put.size(), gone.size(), fresh->digest.substr(0, 19));
    list_.change(std::move(put), gone);
    if (const auto state = list_.now(); state->changes && state->changes->listed().size() > most_beside) list_.rebuild();
    return true;
  }

  const std::vector<std::string>& files_;
  const names::ColumnNames& columns_;
  names::LiveList& list_;
  std::vector<std::uint64_t> seen_;
  std::vector<Change> changes_;
  std::jthread thread_;   // last: it uses the others
};

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
    TRY(in_record(setting(duties->house_, *duties->now_), duties->day_));
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

std::string line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

// Gives what has come so far, so that a feed is screened while it goes on.
class Input {
 public:
  explicit Input(const std::string& path) : file_(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  ~Input() { if (file_ > STDIN_FILENO) ::close(file_); }
  [[nodiscard]] bool is_open() const {
    struct stat about {};
    return file_ >= 0 && ::fstat(file_, &about) == 0 && !S_ISDIR(about.st_mode);
  }
  // Blank at the end, and where reading fails.
  [[nodiscard]] std::string_view read(std::string& buffer) { return {buffer.data(), more(buffer, 0)}; }
  // The first row at least, which tells the layout.
  [[nodiscard]] std::string_view read_beginning(std::string& buffer) {
    std::size_t size = 0;
    for (std::size_t got = 1; got > 0 && size < buffer.size() && std::string_view(buffer.data(), size).find('\n') == std::string_view::npos;) size += got = more(buffer, size);
    return {buffer.data(), size};
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  std::size_t more(std::string& buffer, std::size_t from) {
    ssize_t got = 0;
    do got = ::read(file_, buffer.data() + from, buffer.size() - from);
    while (got < 0 && errno == EINTR);
    failed_ = got < 0;
    return static_cast<std::size_t>(std::max<ssize_t>(got, 0));
  }
  int file_;
  bool failed_ = false;
};

// Writes hits as they come.
class Writer {
 public:
  Writer(bool json, Duties* duties) : json_(json), duties_(duties) {
    if (!json_) put({"line", "id", "name", "entry", "entry_name", "matched", "score", "band", "reasons", "verdict"});
  }
  void write(const names::LiveList::State& list, const names::Screened& row) {
    for (const auto& hit : row.hits) {
      const auto& listed = list.listed(hit.entry);
      if (json_) {
        Json out{{"schema", "dedere/hit/1"}, {"line", row.line}, {"id", row.row.id}, {"asked", row.row.name}};
        out.update(to_json(listed, list.written(hit), hit));
        if (duties_) out["duty"] = {{"state", duties_->state()}, {"on", duties_->day()}, {"verdict", duties_->verdict(listed.id)}};
        put(line(out));
      } else {
        put({std::to_string(row.line), row.row.id, row.row.name, listed.id, listed.caption, std::string(list.written(hit)), fmt::format("{:.2f}", hit.score), names::name(hit.band), reasons(hit),
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
  bool json_;
  Duties* duties_;
};

Json report(const ScreenOptions& command, const Against& against, const names::Index& index, const std::vector<Change>& changes, const names::Limits& limits, const names::Layout& how, const names::Counts& counts, const Duties* duties, Clock::time_point begun, bool stopped) {
  auto faults = Json::object();
  for (const auto& [code, count] : counts.faults) faults[code] = count;
  Json out{{"schema", "dedere/screening/1"}, {"begun", stamp(begun)}, {"ended", stamp(Clock::now())}, {"complete", !stopped}, {"program", "dedere " DEDERE_VERSION},
           {"list", {{"files", against.files}, {"form", against.form}, {"digest", against.digest}, {"persons", index.listed().size()}, {"names", index.names()}, {"not_persons", against.others}, {"faulty_rows", against.faulty}}},
           {"input", {{"file", command.file}, {"form", names::name(how.form)}, {"rows", counts.rows}, {"screened", counts.screened}, {"faults", faults}}},
           {"thresholds", {{"least", limits.least}, {"match", index.lexicon().weights().match}, {"name_alone", limits.name_alone}, {"most", limits.most}}},
           {"found", {{"rows_with_hits", counts.with_hits}, {"hits", counts.hits}, {"matches", counts.matches}, {"reviews", counts.hits - counts.matches}}}};
  if (duties) out["duty"] = {{"state", duties->state()}, {"on", duties->day()}};
  for (const auto& change : changes) out["list"]["changes"].push_back({{"seen", stamp(change.seen)}, {"digest", change.digest}, {"put", change.put}, {"gone", change.gone}});
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
  if (command.watch && command.lists.empty()) return Failure(fault("A007", "`--watch` stands without `--list`", "name the list that may change"));
  const auto lexicon = TRY(names_lexicon());
  const auto columns = names::read_columns(TRY(names::lexicon_on_disk((home() / "lexicon" / "names").string())("columns.tsv")));
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
  names::LiveList list(lexicon, std::move(against.persons));
  std::optional<Watch> watch;
  if (command.watch) watch.emplace(against.files, columns, list);

  Input input(command.file);
  if (!input.is_open()) return Failure(fault("A001", fmt::format("`{}` cannot be read", command.file), "name a file of names, or `-` for standard input"));
  std::string buffer(block, '\0');
  auto bytes = input.read_beginning(buffer);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return Failure(fault("N006", fmt::format("`{}` is UTF-16", command.file), "save it as UTF-8"));
  const auto how = TRY(names::layout(bytes.substr(0, 1U << 16U), columns, asked));

  names::Limits limits{.least = command.least > 0 ? command.least : static_cast<double>(lexicon->weights().review), .most = static_cast<std::size_t>(std::max(command.most, 1)), .name_alone = command.name_alone};
  names::Screening screening(list, columns, how, limits, command.threads > 0 ? static_cast<unsigned>(command.threads) : std::max(1U, std::thread::hardware_concurrency()));
  Writer writer(options.format == Format::json, duties.get());
  std::size_t faults_shown = 0;
  const auto take = [&](const names::Screened& row) {
    if (row.fault && faults_shown++ < most_faults_shown) show_row_fault(command.file, row, command.strict);
    if (row.fault && command.strict) return false;
    writer.write(screening.state(), row);
    return true;
  };
  const bool progress = isatty(STDERR_FILENO);
  bool stopped = false;
  for (auto last_shown = begun; !stopped;) {
    const bool last = bytes.empty();
    stopped = !screening.feed(bytes, last, take);
    if (const auto now = Clock::now(); progress && now - last_shown > std::chrono::seconds(1)) {
      last_shown = now;
      fmt::print(stderr, "\r{} rows, {} hits ", screening.counts().rows, screening.counts().hits);
    }
    if (last) break;
    if (bytes.size() < block) std::fflush(stdout);   // whoever feeds a row at a time waits for its hits
    bytes = input.read(buffer);
  }
  const auto changes = watch ? watch->changes() : std::vector<Change>();
  const auto& index = *list.now()->base;
  const auto& counts = screening.counts();
  if (progress) fmt::print(stderr, "\r");
  if (faults_shown > most_faults_shown) fmt::print(stderr, "and {} rows more with faults\n", faults_shown - most_faults_shown);
  fmt::print(stderr, "{} rows, {} screened against {} persons ({} names, {}): {} hits in {} rows, {} of them matches\n", counts.rows, counts.screened, index.listed().size(), index.names(), against.digest.substr(0, 19), counts.hits,
             counts.with_hits, counts.matches);
  if (!command.report.empty()) {
    const File out(command.report == "-" ? stdout : std::fopen(command.report.c_str(), "wb"));
    const auto text = report(command, against, index, changes, limits, how, counts, duties.get(), begun, stopped).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    if (!out || std::fwrite(text.data(), 1, text.size(), out.get()) != text.size()) return Failure(fault("A001", fmt::format("`{}` cannot be written", command.report), "name a file in a folder that exists"));
  }
  if (input.failed()) return Failure(fault("A001", fmt::format("`{}` cannot be read to its end", command.file), "check the disk; what was read is screened"));
  return stopped ? 2 : 0;
}

}  // namespace dedere::cli
