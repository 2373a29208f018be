// Arguments in, exit status out. The table of commands and options; each command is in its own file.
#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "cli/command.hpp"
#include "cli/help.hpp"

namespace {

using namespace dedere;
using namespace dedere::cli;

int report(const Failure& failure, bool colour) {
  for (const auto& diagnostic : failure.diagnostics()) fmt::print(stderr, "{}\n", show(diagnostic, colour ? Colour::yes : Colour::no));
  return 2;
}

// Arguments that do not fit, as a diagnostic like any other.
Failure misuse(const CLI::App& app, const std::string& first, std::string what) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands({})) names.push_back(command->get_name());
  const bool known = std::find(names.begin(), names.end(), first) != names.end();
  if (!known && !first.empty() && !first.starts_with('-')) {
    const auto near = did_you_mean(first, names);
    return Failure(fault("A007", fmt::format("unknown command `{}`", first), near ? fmt::format("did you mean `{}`?", *near) : "`dedere --help` lists the commands"));
  }
  if (!what.empty() && what[0] >= 'A' && what[0] <= 'Z' && what.size() > 1 && what[1] >= 'a') what[0] = static_cast<char>(what[0] - 'A' + 'a');
  return Failure(fault("A007", what, known ? fmt::format("`dedere {} --help` shows its use", first) : "`dedere --help` lists the commands"));
}

void supposing(CLI::App& command, Written& written) {
  command.add_option("--as-known", written.as_known, "hide what was not public by the end of this day");
  command.add_option("--suppose", written.suppose, "a fact to suppose, such as 'present(p, aa) on 2024-09-03'; repeatable")->allow_extra_args(false);
  command.add_option("--reading", written.reading, "take this answer to a question of law: QUESTION=ANSWER; repeatable")->allow_extra_args(false);
}

void receipt(CLI::App& command, Written& written) {
  command.add_option("--receipt", written.receipt, "write the answer with its proof to this file, for `dedere-verify` and `dedere replay`");
}

void folders(CLI::App& command, Written& written) {
  command.add_option("--law", written.law, "a folder of law files, or one file that stands alone, instead of ours")->allow_extra_args(false);
  command.add_option("--record", written.record, "a folder with a data package, laid over the public record; repeatable")->allow_extra_args(false);
}

void common(CLI::App& command, Written& written) {
  folders(command, written);
  supposing(command, written);
  command.add_option("--format", written.format, "text, json, md or html")->capture_default_str();
  command.add_option("--width", written.width, "columns of text output; the terminal's, or 80");
}

void days(CLI::App& command, Days& given) {
  command.add_option("--on", given.on, "the day");
  command.add_option("--from", given.from, "the first day");
  command.add_option("--to", given.to, "the last day");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Is state Y bound to arrest person X, wanted by an international court, on day D: why, in spite of which objections, on what precedent, and what follows?"};
  app.footer([] { return examples_of(""); });
  app.require_subcommand(1);
  app.set_version_flag("--version", DEDERE_VERSION);

  Written written;
  std::function<Result<int>(const Options&)> chosen;

  DutyOptions duty_options;
  auto* duty_command = app.add_subcommand("duty", "is the state bound to arrest the person, if the person is there?");
  duty_command->add_option("PERSON", duty_options.person, "an id, or a name as people write it")->required();
  duty_command->add_option("STATE", duty_options.state, "an id, or a name as people write it")->required();
  days(*duty_command, duty_options.days);
  duty_command->add_flag("--full", duty_options.full, "all that was looked at: every step, objection, position and provision");
  duty_command->callback([&] { chosen = [&](const Options& o) { return duty(o, duty_options); }; });

  ReplayOptions replay_options;
  auto* replay_command = app.add_subcommand("replay", "the question of a receipt again: the same answer, or what changed");
  replay_command->add_option("RECEIPT", replay_options.receipt, "a file that --receipt has written, or an HTML page that carries one")->required();
  replay_command->callback([&] { chosen = [&](const Options& o) { return replay(o, replay_options); }; });

  DiffOptions diff_options;
  auto* diff_command = app.add_subcommand("diff", "which verdicts changed between two days, or between what was known on them, and why");
  diff_command->add_option("--from", diff_options.from, "the earlier day")->required();
  diff_command->add_option("--to", diff_options.to, "the later day, or the same")->required();
  diff_command->add_option("--person", diff_options.persons, "of this person only; repeatable")->allow_extra_args(false);
  diff_command->add_option("--state", diff_options.states, "of this state only; repeatable")->allow_extra_args(false);
  diff_command->callback([&] { chosen = [&](const Options& o) { return diff(o, diff_options); }; });

  BriefOptions brief_options;
  auto* brief_command = app.add_subcommand("brief", "an article in, a brief out, as known on the day it appeared");
  brief_command->add_option("FILE", brief_options.file, "the article as plain text; - for standard input")->required();
  brief_command->add_option("--published", brief_options.published, "the day on which the article appeared");
  brief_command->callback([&] { chosen = [&](const Options& o) { return cli::brief(o, brief_options); }; });

  ReadOptions read_options;
  auto* read_command = app.add_subcommand("read", "articles in, claims out, each with its quote");
  read_command->add_option("FILE", read_options.files, "articles: plain text, web pages or feeds; a folder of them; - for standard input")->required();
  read_command->add_option("--published", read_options.published, "the day on which they appeared");
  read_command->add_flag("--group", read_options.group, "one entry a journey, with what each article reports of it");
  read_command->add_flag("--explain", read_options.explain, "show sentences, words, mentions and matches instead of claims");
  auto* second = read_command->add_option("--second", read_options.second, "ask a model, too, at this address (…/v1); what it proposes is kept apart, and only where the text bears it out");
  read_command->add_option("--second-model", read_options.second_model, "the model's name there")->needs(second);
  read_command->callback([&] { chosen = [&](const Options& o) { return read(o, read_options); }; });

  NameOptions name_options;
  auto* name_command = app.add_subcommand("name", "who or what a name may mean, with reasons");
  name_command->add_option("TEXT", name_options.text, "a name, in any script")->required();
  name_command->callback([&] { chosen = [&](const Options& o) { return name(o, name_options); }; });

  ScreenOptions screen_options;
  auto* screen_command = app.add_subcommand("screen", "a file of names against the wanted persons, or any list");
  screen_command->add_option("FILE", screen_options.file, "CSV, JSON Lines or a name a line; - for standard input")->required();
  screen_command->add_option("--list", screen_options.lists, "against this list instead of the record: CSV, FollowTheMoney, targets.simple.csv, OFAC's sdn.csv; repeatable")->allow_extra_args(false);
  screen_command->add_option("--at", screen_options.at, "each hit with this state's duty, on the day of --on");
  screen_command->add_option("--on", screen_options.on, "the day for --at, to screen for a duty");
  screen_command->add_option("--columns", screen_options.columns, "what a column of the screened file is: KIND=COLUMN, KIND one of id, name, surname, given, birth, nationality, sex, alias; repeatable")->allow_extra_args(false);
  screen_command->add_option("--least", screen_options.least, "screen for hits from this score on, in bits; the lexicon's");
  screen_command->add_option("--most", screen_options.most, "hits a screened row at most")->capture_default_str();
  screen_command->add_option("--threads", screen_options.threads, "to screen with; as many as the machine has");
  screen_command->add_option("--report", screen_options.report, "write what was screened, against what and with which result, to this file");
  screen_command->add_flag("--watch", screen_options.watch, "read the list again when its file changes, for names screened from then on");
  screen_command->add_flag("--strict", screen_options.strict, "do not screen on after a row that cannot be used");
  screen_command->add_flag("--name-alone", screen_options.name_alone, "a screened name alone may be a match, not only for review");
  screen_command->callback([&] { chosen = [&](const Options& o) { return screen(o, screen_options); }; });
  AskOptions ask_options;
  auto* ask_command = app.add_subcommand("ask", "every answer to a goal, and when it holds");
  ask_command->add_option("GOAL", ask_options.goal, "an atom with capitalised variables, such as 'party(S)'")->required();
  days(*ask_command, ask_options.days);
  ask_command->callback([&] { chosen = [&](const Options& o) { return ask(o, ask_options); }; });

  WhyOptions why_options;
  const auto add_why = [&](const char* name, const char* help, auto run) {
    auto* command = app.add_subcommand(name, help);
    command->add_option("GOAL", why_options.goal, "an atom, such as 'party(mn)'")->required();
    command->add_option("--on", why_options.on, "the day")->required();
    command->callback([&, run] { chosen = [&, run](const Options& o) { return run(o, why_options); }; });
  };
  add_why("why", "the proof of a goal on a day", why);
  add_why("whynot", "what a goal lacks on a day", why_not);

  auto* check_command = app.add_subcommand("check", "law, casebook and record: all diagnostics and expectations");
  check_command->callback([&] { chosen = [](const Options& o) { return check(o); }; });

  StatusOptions status_options;
  auto* status_command = app.add_subcommand("status", "where a state stands towards the treaty on a day, and by which acts");
  status_command->add_option("STATE", status_options.state, "an id, or a name as people write it")->required();
  status_command->add_option("--on", status_options.on, "the day")->required();
  status_command->callback([&] { chosen = [&](const Options& o) { return status(o, status_options); }; });

  PartiesOptions parties_options;
  auto* parties_command = app.add_subcommand("parties", "which states are parties on a day, and how many");
  parties_command->add_option("--on", parties_options.on, "the day")->required();
  parties_command->add_option("--since", parties_options.since, "an earlier day: who joined and who left since then");
  parties_command->callback([&] { chosen = [&](const Options& o) { return parties(o, parties_options); }; });

  JourneysOptions journeys_options;
  auto* journeys_command = app.add_subcommand("journeys", "a person's journeys on record: what the state did, whether it was bound, what was decided");
  journeys_command->add_option("PERSON", journeys_options.person, "an id, or a name as people write it")->required();
  journeys_command->callback([&] { chosen = [&](const Options& o) { return journeys(o, journeys_options); }; });

  PrecedentsOptions precedents_options;
  auto* precedents_command = app.add_subcommand("precedents", "the decisions on record about the duty of states");
  precedents_command->add_option("--state", precedents_options.state, "about this state");
  precedents_command->add_option("--person", precedents_options.person, "about this person");
  precedents_command->add_option("--outcome", precedents_options.outcome, "with this outcome, such as breach");
  precedents_command->add_option("--from", precedents_options.from, "decided on this day or later");
  precedents_command->add_option("--to", precedents_options.to, "decided on this day or earlier");
  precedents_command->callback([&] { chosen = [&](const Options& o) { return precedents(o, precedents_options); }; });

  HistoryOptions history_options;
  auto* history_command = app.add_subcommand("history", "a row of the record, what it corrected and what corrected it, and why");
  history_command->add_option("ID", history_options.id, "the id of a row, or TABLE/ID")->required();
  history_command->callback([&] { chosen = [&](const Options& o) { return history(o, history_options); }; });

  ExportOptions export_options;
  auto* export_command = app.add_subcommand("export", "the record for other tools, as files in a folder");
  export_command->add_option("DIR", export_options.folder, "a folder that is empty or not there")->required();
  export_command->add_option("--to", export_options.to, "ftm, csv, json, geojson, sqlite or atom")->required();
  export_command->add_option("--on", export_options.on, "geojson: the day on which states stand so");
  export_command->add_option("--outlines", export_options.outlines, "geojson: a GeoJSON file of countries that gives the geometries");
  export_command->callback([&] { chosen = [&](const Options& o) { return export_to(o, export_options); }; });

  ServeOptions serve_options;
  auto* serve_command = app.add_subcommand("serve", "the page and the API, on this machine");
  serve_command->add_option("--port", serve_options.port, "to listen on; 0 for any that is free")->capture_default_str();
  serve_command->add_option("--host", serve_options.host, "the address to listen on; one of this machine that others can reach opens it to them")->capture_default_str();
  serve_command->add_option("--name", serve_options.names, "serve too when called by this name of a host; repeatable")->allow_extra_args(false);
  serve_command->add_option("--allow-origin", serve_options.allow_origin, "serve pages of this origin, or of any for '*', too: they may read the API");
  serve_command->add_option("--threads", serve_options.threads, "to serve with; as many as the machine has");
  serve_command->add_option("--log", serve_options.log, "write a line of JSON for each request to this file, - for standard error; it does not tell what was asked");
  serve_command->add_option("--page", serve_options.page, "serve the page's files from this folder, instead of build/web");
  serve_command->callback([&] { chosen = [&](const Options& o) { return serve(o, serve_options); }; });

  RunOptions run_options;
  auto* run_command = app.add_subcommand("run", "the reasoner alone: a program and tables of facts in, tables of what follows out");
  run_command->add_option("FILE", run_options.files, "a program in the language of law; repeatable")->required();
  run_command->add_option("--facts", run_options.facts, "the folder with a table for each predicate declared `input`: NAME.csv or NAME.tsv");
  run_command->add_option("--out", run_options.out, "the folder that gets a table for each predicate declared `output`; without it, a list is printed");
  run_command->add_option("--header", run_options.header, "whether tables have a header: auto (there is one if it names the columns), yes or no")->capture_default_str();
  run_command->add_option("--tables", run_options.tables, "write csv or tsv; else as the facts are");
  run_command->add_option("--instants", run_options.instants, "write seconds or calendar; else as the facts are");
  run_command->add_option("--memory", run_options.memory, "end where more than this is needed, such as 2G; else the machine's");
  run_command->add_flag("--stats", run_options.stats, "say on standard error how long each stage took, and how many rows were written");
  run_command->callback([&] { chosen = [&](const Options& o) { return run(o, run_options); }; });

  for (const auto* name : {"duty", "ask", "why", "brief"}) receipt(*app.get_subcommand(name), written);
  for (auto* command : app.get_subcommands({})) {
    if (command == run_command) supposing(*command, written);  // neither our law nor our record
    else if (command == serve_command) folders(*command, written);
    else common(*command, written);
    if (command == diff_command) {
      command->remove_option(command->get_option("--as-known"));
      command->add_option("--as-known", diff_options.as_known, "hide what was not public by the end of this day; of two days, the first is that of the earlier side")->expected(1, 2);
    }
    command->footer([command] { return examples_of(command->get_name()); });
  }

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    return report(misuse(app, argc > 1 ? argv[1] : "", error.what()), false);
  }
  const auto options = parse(written);
  if (!options) return report(options.error(), false);
  const auto status = chosen(*options);
  return status ? *status : report(status.error(), options->colour);
}
