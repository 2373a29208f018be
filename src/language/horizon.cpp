#include "language/horizon.hpp"

#include <algorithm>

namespace dedere::language {
namespace {

class Named {
 public:
  explicit Named(const Values& values) : values_(values) {}

  void add(Value v) {
    if (values_.type(v) != date_type) return;
    const auto day = time::Interval::day(values_.as_date(v));
    first_ = std::min(first_, day.from());
    last_ = std::max(last_, day.to());
  }
  void add(const Atom& atom) { for (const auto& o : atom.arguments) add(o); }
  void add(const Operand& o) { if (const auto* v = std::get_if<Value>(&o)) add(*v); }
  void add(const Expression& e) {
    if (e.parts.empty()) add(e.operand);
    for (const auto& part : e.parts) add(part);
  }
  void add(const Window& w) { if (w.mark) add(*w.mark); }
  void add(const AtomLiteral& l) { add(l.atom); }
  void add(const ReadingLiteral&) {}
  void add(const Comparison& l) { add(l.left); add(l.right); }
  void add(const ClockLiteral& l) { add(l.day); }
  void add(const Begins& l) { add(l.atom); add(l.day); }
  void add(const Windowed& l) { add(l.atom); add(l.window); }
  void add(const Aggregate& l) { add(l.atom); }

  [[nodiscard]] std::optional<time::Interval> span() const { return time::Interval::between(first_, last_); }

 private:
  const Values& values_;
  time::Instant first_ = time::Instant::last(), last_ = time::Instant::first();
};

}  // namespace

std::optional<time::Interval> named_time(const Program& program) {
  Named named(program.values);
  for (const auto& rule : program.rules) {
    if (rule.head) named.add(*rule.head);
    for (const auto& literal : rule.body) std::visit([&](const auto& l) { named.add(l); }, literal.is);
  }
  return named.span();
}

}  // namespace dedere::language
