// The letters and text messages of a new shop: data/templates/<code>.<language>.<mail|sms>.txt.

#include "seed/seed.hpp"

#include "base/data.hpp"
#include "base/expects.hpp"
#include "base/text.hpp"

namespace taraba::seed {

namespace {

using messages::AttachedPaper;
using messages::MessageChannel;
using messages::Template;

/// The line that ends with it, which is taken off the text.
std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    expects(end != std::string_view::npos);
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

/// The subject, papers that go with the mail, an empty line.
void take_head(std::string_view& text, Template& to) {
    constexpr std::string_view attached = "Attached: ";
    to.subject = take_line(text);
    for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
        expects(line.starts_with(attached));
        const auto paper = choice_from<AttachedPaper>(line.substr(attached.size()));
        expects(paper.has_value());
        to.attachments.push_back(*paper);
    }
}

} // namespace

std::vector<Template> ready_templates() {
    std::vector<Template> all;
    for (auto [name, text] : embedded_files()) {
        if (!name.ends_with(".txt")) continue;
        const auto parts = split_at(name, '.');
        expects(parts.size() == 4);
        Template made;
        made.code = parts[0];
        made.language = parts[1];
        if (parts[2] == "sms")
            made.channel = MessageChannel::sms;
        else
            take_head(text, made);
        made.body.text = trimmed(text);
        all.push_back(made);
    }
    return all;
}

Result<void> seed_templates(const shop::Scope& scope) {
    const auto done = scope.write([&](db::Transaction& tx) -> Result<bool> {
        for (const auto& each : ready_templates())
            MUST(messages::save(tx, scope, each, true));
        return true;
    });
    if (!done) return Failure(done.error());
    return {};
}

} // namespace taraba::seed
