#include "shop/service/steps.hpp"

#include "base/text.hpp"
#include "texts/service.hpp"

#include <algorithm>
#include <set>

namespace taraba::service {

const std::vector<Step>& standard_steps() {
    namespace words = texts::service::step;
    const auto step = [](const char* code, Stage stage, auto name) {
        return Step{code, stage, std::string(name("ro")), std::string(name("en"))};
    };
    static const std::vector<Step> steps{
        step("received", Stage::received, words::received),
        step("diagnosed", Stage::in_work, words::diagnosed),
        step("at_partner", Stage::at_partner, words::at_partner),
        step("parts_awaited", Stage::at_partner, words::parts_awaited),
        step("repaired", Stage::repaired, words::repaired),
        step("replaced", Stage::replaced, words::replaced),
        step("refunded", Stage::refunded, words::refunded),
        step("refused", Stage::refused, words::refused),
        step("handed_back", Stage::handed_back, words::handed_back)};
    return steps;
}

const std::vector<Step>& steps_of(const shop::Scope& scope) {
    const auto& own = scope.shop->settings.service.steps;
    return own.empty() ? standard_steps() : own;
}

const Step* find_step(const shop::Scope& scope, const std::string& code) {
    const auto& steps = steps_of(scope);
    const auto found = std::ranges::find(steps, code, &Step::code);
    return found == steps.end() ? nullptr : &*found;
}

const Step& first_step(const shop::Scope& scope, Stage stage) {
    for (const auto* steps : {&steps_of(scope), &standard_steps()})
        if (const auto found = std::ranges::find(*steps, stage, &Step::stage);
            found != steps->end())
            return *found;
    return standard_steps().front();
}

std::string title_of(const Step& step, const std::string& language) {
    return language == "en" && !step.name_en.empty() ? step.name_en : step.name;
}

bool is_outcome(Stage stage) {
    return stage == Stage::repaired || stage == Stage::replaced || stage == Stage::refunded ||
           stage == Stage::refused;
}

Result<void> check(const shop::ServiceSettings& settings) {
    if (settings.news_days < 0 || settings.news_days > 30)
        return invalid_field("settings.service.news_days", "This is 0 to 30 days.");
    if (settings.repair_days < 1 || settings.repair_days > 15)
        return invalid_field("settings.service.repair_days",
                             "The law gives at most 15 calendar days; a shop may promise fewer.");
    std::set<std::string> codes;
    for (std::size_t i = 0; i < settings.steps.size(); ++i) {
        const std::string here = "settings.service.steps[" + std::to_string(i) + "].";
        const auto& step = settings.steps[i];
        if (!is_code(step.code) || !codes.insert(step.code).second)
            return invalid_field(
                here + "code",
                "A code is small letters, digits, - and _, and each step has its own.");
        if (trimmed(step.name).empty()) return invalid_field(here + "name", "A step has a name.");
    }
    if (settings.steps.empty()) return {};
    for (const auto stage : {Stage::received, Stage::repaired, Stage::replaced, Stage::refunded,
                             Stage::refused, Stage::handed_back})
        if (std::ranges::find(settings.steps, stage, &Step::stage) == settings.steps.end())
            return invalid_field("settings.service.steps",
                                 said("There is no step of the stage `{}`.", name_of(stage)));
    return {};
}

} // namespace taraba::service
