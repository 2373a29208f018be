// The second reader: a language model behind an endpoint of the user's choice, in the form that most of them share (POST …/chat/completions). It only
// proposes. What it says is kept apart from the claims of the patterns, and only where the text itself bears it out:
//
//   quote      one slice of the article, byte for byte, of 4 to 60 words
//   person     named in that slice, or meant by a pronoun or a title in it, as `Reader` resolves them
//   state      named in it
//   days       those that the resolver of dates gives from the words of the slice, and no others
//
// Everything else is dropped and counted. The article is data: whatever it tells a model to do, an answer can only ever be proposals of this form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "read/read.hpp"

namespace dedere::read {

struct Proposals {
  std::string model;
  std::vector<Claim> kept;   // rule: "second"; not among the claims that the patterns found
  int proposed = 0;          // by the model
  int agreed = 0;            // the patterns found the same: not kept twice
  int malformed = 0;         // no kind, person or state as asked for
  int not_quoted = 0;        // the quote is no slice of the text, or too short or long
  int not_named = 0;         // the slice names the person or the state nowhere
  int no_such_day = 0;       // the words of the slice do not give the day
};

// The body of the request: what is asked for, then the article as data.
[[nodiscard]] std::string second_request(const Article& article, const std::string& model);

// What of the answer's body holds. `found` are the patterns' claims on the same article. T018 where the answer is no answer.
[[nodiscard]] Result<Proposals> second_answer(std::string_view body, const Article& article, const std::vector<Claim>& found, const Reader& reader, const std::string& model);

}  // namespace dedere::read
