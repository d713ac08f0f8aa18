#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace taraba {

/// A sentence for a person. The code says it in English, and that is its key: data/refusals.ro.toml
/// has it in Romanian. A place `{}` of the pattern is filled with a value, which stays as it is
/// unless it is a sentence itself. Nothing is looked up before the sentence is shown.
///
/// Made from a literal, from `said("Only {} is due.", to_decimal(due))`, or from somebody else's
/// words with `as_said`. A pattern is a literal of the program and lives as long as it.
class Sentence {
public:
    Sentence() = default;
    template <std::size_t size>
    Sentence(const char (&literal)[size]) : pattern_(literal, size - 1) {}
    Sentence(std::string_view pattern, std::vector<Sentence> values)
        : pattern_(pattern), values_(std::move(values)) {}

    /// Words that are no sentence of the program: a name, a number, what a partner answered.
    static Sentence of_words(std::string words) {
        Sentence sentence;
        sentence.words_ = std::move(words);
        return sentence;
    }

    bool empty() const { return pattern_.empty() && words_.empty(); }
    std::string text() const { return in("en"); } ///< in English, for logs and for what is kept
    /// In the language of whoever reads it, `ro` or `en`.
    std::string in(std::string_view language) const;

private:
    std::string_view pattern_; ///< empty: words_ alone
    std::string words_;
    std::vector<Sentence> values_;
};

/// What somebody else said, as it came: made valid UTF-8, and shortened.
Sentence as_said(std::string_view words);

/// Reads the Romanian sentences. A fault when they are broken, so that this shows at the start.
void load_sentences();

namespace sentences {

constexpr std::size_t places_in(std::string_view pattern) {
    std::size_t count = 0;
    for (auto at = pattern.find("{}"); at != pattern.npos; at = pattern.find("{}", at + 2))
        ++count;
    return count;
}

/// A pattern with as many places as there are values; anything else does not compile.
template <class... Values>
struct Pattern {
    std::string_view text;
    consteval Pattern(const char* literal) : text(literal) {
        if (places_in(text) != sizeof...(Values)) throw "a place without a value, or the reverse";
    }
};

template <class Value>
Sentence value_of(const Value& value) {
    if constexpr (std::is_same_v<Value, Sentence>)
        return value;
    else if constexpr (std::integral<Value>)
        return Sentence::of_words(std::to_string(value));
    else
        return Sentence::of_words(std::string(value));
}

} // namespace sentences

/// A sentence with values in its places.
template <class... Values>
Sentence said(sentences::Pattern<std::type_identity_t<Values>...> pattern,
              const Values&... values) {
    return {pattern.text, {sentences::value_of(values)...}};
}

} // namespace taraba
