// What `--receipt FILE` asks for.
#pragma once

#include "brief/document.hpp"
#include "cli/files.hpp"
#include "cli/options.hpp"
#include "receipt/receipt.hpp"

namespace dedere::cli {

// Before the answer is printed: who reads it can rely on the receipt being there. `make` gives the receipt; it is called only if one was asked for,
// or where `page` is to carry it.
template <class Make>
[[nodiscard]] Result<Done> write_receipt(const Options& options, const Make& make, brief::Document* page = nullptr) {
  const bool embed = page != nullptr && options.format == Format::html;
  if (options.receipt.empty() && !embed) return Done{};
  auto made = make();
  if (!made && options.receipt.empty()) return Done{};  // a page without a receipt is a page all the same
  const auto text = receipt::text(TRY(std::move(made)));
  if (embed) page->receipt = text;
  return options.receipt.empty() ? Done{} : write_file(options.receipt, text);
}

}  // namespace dedere::cli
