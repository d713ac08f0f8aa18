#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace taraba {

/// The form in which texts are searched: lower case, no diacritics, single spaces.
/// `"  Ștefănești-Sud "` is `"stefanesti-sud"`. Bad UTF-8 becomes a replacement character.
std::string folded(std::string_view text);

/// The words of a text for the search tables: folded, split at everything that is not a letter or
/// digit, each at most 40 bytes and at least two (one for digits), without doubles.
std::vector<std::string> search_terms(std::string_view text);

bool is_utf8(std::string_view text);

/// How many characters (code points) a valid UTF-8 text has.
std::size_t character_count(std::string_view text);

/// Foreign bytes as text that every database takes: what is no UTF-8 becomes U+FFFD, zero bytes go.
std::string as_utf8(std::string_view bytes);

/// At most `bytes` bytes of a valid UTF-8 text, never half a character.
std::string shortened(std::string_view text, std::size_t bytes);

std::string_view trimmed(std::string_view text);

/// A name that programs use: 1 to 60 of a-z, 0-9, - and _.
bool is_code(std::string_view text);

/// The ASCII digits of a text, everything else left out.
std::string digits_of(std::string_view text);

/// Pieces one behind the other; the texts of data/texts with their places filled.
std::string concatenated(std::initializer_list<std::string_view> pieces);

std::vector<std::string> split_at(std::string_view text, char separator);

std::string escape_html(std::string_view text);

/// Percent-decoded; a bad escape is kept as it stands. `plus_is_space` is for query strings.
std::string percent_decoded(std::string_view text, bool plus_is_space);
std::string percent_encoded(std::string_view text);

} // namespace taraba
