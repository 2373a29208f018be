// The functions that answer, a file for each group. docs/openapi.json says what each takes and gives.
#pragma once

#include "serve/call.hpp"

namespace dedere::serve {

using Answer = Result<Response>(Desk& desk, const Call& call);

Answer duty, duty_receipt;                                         // duty.cpp: the question that all is about
Answer ask, why, why_not;                                          // goals.cpp: any goal of the law
Answer brief, read;                                                // articles.cpp
Answer name, search;                                               // names.cpp
Answer statuses, states, state, status, parties, geojson;          // states.cpp
Answer persons, person, journeys;                                  // persons.cpp
Answer precedents, findings, finding, sources, source, history;    // decisions.cpp
Answer law, law_file, casebook, questions;                         // law.cpp
Answer diff;                                                       // differences.cpp
Answer verify;                                                     // verify.cpp
Answer tables, table, package, about;                              // downloads.cpp
Answer feed_of_all, feed_of_person, feed_of_state;

}  // namespace dedere::serve
