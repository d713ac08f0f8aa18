#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/messages/message.hpp"
#include "shop/messages/template.hpp"

namespace taraba::api::panel {

using messages::MessageChannel;

namespace {

struct TryTemplate {
    static constexpr bool lenient = true;
    MessageChannel channel = MessageChannel::email;
    std::string subject;
    LongText body;
    std::optional<std::string> to; ///< where a test goes
};
BOOST_DESCRIBE_STRUCT(TryTemplate, (), (channel, subject, body, to))

} // namespace

void add_message_templates(Api& api) {
    add_crud<messages::Template>(
        api,
        {"/api/v1/message-templates", "message templates", "message template", "settings.read",
         "settings.edit",
         [](db::Transaction& tx, const Scope& scope, const std::string&, std::int64_t before,
            std::int64_t limit) { return cut(messages::templates(tx, scope.id()), before, limit); },
         [](db::Transaction& tx, const Scope& scope,
            std::int64_t id) -> std::optional<messages::Template> {
             for (auto& each : messages::templates(tx, scope.id()))
                 if (each.id.value == id) return std::move(each);
             return std::nullopt;
         },
         [](db::Transaction& tx, const Scope& scope, messages::Template text, bool fresh) {
             return messages::save(tx, scope, std::move(text), fresh);
         },
         [](db::Transaction& tx, const Scope& scope, std::int64_t id) -> Result<void> {
             for (auto& each : messages::templates(tx, scope.id())) {
                 if (each.id.value != id) continue;
                 each.active = false;
                 MUST(messages::save(tx, scope, each, false));
                 return {};
             }
             return not_found("There is no such template.");
         }});
    api.post<TryTemplate, messages::WrittenMessage>(
        "/api/v1/message-templates/preview",
        {"A text as the buyer of the newest order would read it; of a text message also its parts "
         "and cost",
         "message templates", "settings.read"},
        [](const Scope& scope, const In<TryTemplate>& in) {
            return messages::preview(scope, in.body.channel, in.body.subject, in.body.body.text,
                                     {});
        });
    api.post<TryTemplate, Nothing>(
        "/api/v1/message-templates/test",
        {"Send a text to an address or a phone now, to see that it arrives", "message templates",
         "settings.edit"},
        [](const Scope& scope, const In<TryTemplate>& in) -> Result<void> {
            TRY(written,
                messages::preview(scope, in.body.channel, in.body.subject, in.body.body.text, {}));
            return messages::send_test(scope, in.body.channel, in.body.to.value_or(""), written);
        },
        204);
}

} // namespace taraba::api::panel
