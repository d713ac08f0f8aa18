#include "base/sentence.hpp"

#include "base/data.hpp"
#include "base/faults.hpp"
#include "base/text.hpp"

#include <toml++/toml.h>

#include <unordered_map>

namespace taraba {

namespace {

using Catalogue = std::unordered_map<std::string, std::string>;

Catalogue read_catalogue(std::string_view file) {
    Catalogue catalogue;
    toml::table table;
    try {
        table = toml::parse(embedded_data(file), file);
    } catch (const toml::parse_error& error) {
        throw Fault(std::string(file) + ", line " + std::to_string(error.source().begin.line) +
                    ": " + std::string(error.description()));
    }
    for (const auto& [english, node] : table) {
        const auto other = node.value<std::string>();
        const std::string key(english.str());
        if (!other || sentences::places_in(*other) != sentences::places_in(key))
            throw Fault(std::string(file) + ": `" + key + "` has no text with the same places");
        catalogue.emplace(key, *other);
    }
    return catalogue;
}

const Catalogue& romanian() {
    static const Catalogue catalogue = read_catalogue("refusals.ro.toml");
    return catalogue;
}

} // namespace

void load_sentences() { romanian(); }

Sentence as_said(std::string_view words) {
    return Sentence::of_words(shortened(as_utf8(words), 400));
}

std::string Sentence::in(std::string_view language) const {
    if (pattern_.empty()) return words_;
    std::string_view pattern = pattern_;
    if (language == "ro") {
        const auto known = romanian().find(std::string(pattern_));
        if (known != romanian().end()) pattern = known->second;
    }
    if (values_.empty()) return std::string(pattern);
    std::string text;
    for (const auto& value : values_) {
        const auto place = pattern.find("{}");
        if (place == pattern.npos) break;
        text += pattern.substr(0, place);
        text += value.in(language);
        pattern.remove_prefix(place + 2);
    }
    text += pattern;
    return text;
}

} // namespace taraba
